"""The weekly letter: this week's suggestions, to those of an organisation's people who asked for it."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote

import structlog
from itsdangerous import BadSignature, URLSafeSerializer

from graph_schema import store
from graph_schema.account_records import Account, AuditKind
from graph_schema.introduction_records import IntroductionState
from matchers.answers import today
from matchers.directory import name_of
from matchers.errors import UnknownIdError
from matchers.match_types import match_type
from matchers.said import Said, counted, joined, labelled, said
from service.auth.audit import record
from service.auth.secret_words import session_secret
from service.auth.viewer import viewer_of
from service.errors import NotFoundError
from service.mail.outbox import Letter
from service.mail.sending import posting
from service.runtime import Runtime
from service.settings import Settings
from service.translations import language
from service.weekly import WeeklySuggestion, weekly

EARLIEST_HOUR: Final = 5
"""In UTC: before it no letter goes out, so that nobody's telephone rings at night."""

AT_LEAST: Final = timedelta(days=6)
"""Between two letters, so that who got the first one on a Sunday does not get another on Monday."""

REASONS: Final = 2
"""So many are told of each suggestion; its page has all."""

_SALT: Final = "weekly letter"

log = structlog.get_logger(__name__)


def send_weekly_letters(runtime: Runtime, now: datetime) -> int:
    """Write to all who want the letter and have had none in this week, and return to how many.

    Who has nothing to be told gets no letter. A letter that cannot be made is left out, for the others' sake; one that
    the database kept from being made, by going away, is made by a later hour.
    """
    if now.hour < EARLIEST_HOUR:
        return 0
    monday = (now - timedelta(days=now.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    before, written = min(monday, now - AT_LEAST), 0
    while (account_id := store.claim_weekly_letter(runtime.graph(), before, now)) is not None:
        letter = _letter_of(runtime, account_id)
        # Noted between keeping the letter and letting it go: where that fails there is none, and it is due still.
        with nullcontext() if letter is None else posting(runtime.settings, letter):
            store.note_weekly_letter(runtime.graph(), account_id, now)
        written += letter is not None
    return written


def _letter_of(runtime: Runtime, account_id: str) -> Letter | None:
    account = store.read_account(runtime.graph(), account_id)
    try:
        return None if account is None else letter_to(runtime, account)
    except UnknownIdError as error:
        log.warning("no weekly letter", account=account_id, why=str(error))
        return None


def letter_to(runtime: Runtime, account: Account) -> Letter | None:
    """Return this week's letter to an account, in its language and from what it may see; None where it says nothing.

    Raises UnknownIdError where its organisation is not in the snapshot.
    """
    organisation_id, viewer = account.acts_for.organisation_id or "", viewer_of(account)
    found = [
        one for one in weekly(runtime, organisation_id, today(), viewer) if one.state is IntroductionState.SUGGESTED
    ]
    if not found:
        return None
    told, name = language(account.language or "en"), name_of(runtime.whole().snapshot, organisation_id)
    subject = counted(
        "This week's suggestion for {name}", "{count} suggestions this week for {name}", len(found), name=name
    )
    stop = stop_address(runtime.settings, account.id)
    text = _text(found, f"{runtime.settings.address}/organisations/{quote(organisation_id, safe='')}/home", stop)
    return Letter(account.email, subject.tell(told), text.tell(told), stop)


def stop_address(settings: Settings, account_id: str) -> str:
    """Return the address by which whoever has the letter ends it for this account, without logging in."""
    return f"{settings.address}/letters/{_signer(settings).dumps(account_id)}"


def account_of(runtime: Runtime, word: str) -> Account:
    """Return the account whose letters had this word in their address; NotFoundError for none."""
    try:
        account = store.read_account(runtime.graph(), str(_signer(runtime.settings).loads(word)))
    except BadSignature:
        account = None
    if account is None or account.closed is not None:
        raise NotFoundError(said("There is no such letter, or nobody who gets it any more."))
    return account


def choose(runtime: Runtime, account_id: str, *, wanted: bool) -> None:
    """Let an account get the weekly letter, or no more; on record where that changed. UnknownAccountError for none."""
    if store.write_weekly_letter(runtime.graph(), account_id, wanted=wanted):
        record(runtime.graph(), AuditKind.LETTER_STARTED if wanted else AuditKind.LETTER_STOPPED, about=account_id)


def _text(found: Sequence[WeeklySuggestion], home: str, stop: str) -> Said:
    parts = [joined([said("Say yes or no with one click:"), home], "\n"), *(_suggestion(one) for one in found)]
    end = joined([said("You get this letter once a week, as you asked for it. This ends it:"), stop], "\n")
    return joined([joined([*parts, end], "\n\n"), ""], "\n")


def _suggestion(one: WeeklySuggestion) -> Said:
    kind = labelled(match_type(one.match_type).labels)
    best = one.match.reasons[:REASONS]
    lines = [said("{partner} ({kind})", partner=one.match.organisation.name, kind=kind)]
    lines += [said("- {sentence}", sentence=reason.sentence) for reason in best]
    gains = one.match.gains.ours[:1] if one.match.gains else ()
    return joined([*lines, *(said("- {sentence}", sentence=gain) for gain in gains)], "\n")


def _signer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(session_secret(settings.session_secret_file), salt=_SALT)
