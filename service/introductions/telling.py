"""Whom a change of an introduction concerns, and the letter that tells them."""

from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote

from graph_schema import store
from graph_schema.account_records import Account, Role
from graph_schema.introduction_records import Introduction, IntroductionState, Side
from matchers.directory import name_of
from matchers.match_types import match_types
from matchers.said import Said, joined, labelled, said
from matchers.snapshot import Snapshot
from service.auth.reach import clusters_of
from service.mail.outbox import Letter
from service.mail.sending import post
from service.runtime import Runtime
from service.translations import language

SUBJECTS: Final = {
    IntroductionState.PROPOSED: said("A partner is proposed to {us}: {them}"),
    IntroductionState.INTERESTED: said("{them} would like to meet {us}"),
    IntroductionState.BOTH_INTERESTED: said("{us} and {them} both want to meet"),
    IntroductionState.MET: said("{us} and {them} have met"),
    IntroductionState.AGREED: said("{us} and {them} have agreed"),
    IntroductionState.NOT_AGREED: said("{us} and {them} came to no agreement"),
    IntroductionState.DECLINED: said("{them} and {us}: the introduction was declined"),
}
"""What the letter to one side is about; states without a line concern nobody outside."""

_ASKS: Final = frozenset({IntroductionState.PROPOSED, IntroductionState.INTERESTED})


def tell(runtime: Runtime, now: Introduction) -> None:
    """Write to the people of those sides whom the introduction as it now is concerns, and to their managers."""
    _write(runtime, now, sides_concerned(now), "{subject}")


def ask_again(runtime: Runtime, now: Introduction) -> None:
    """Remind the side that has not answered."""
    _write(runtime, now, sides_concerned(now), said("Reminder: {subject}"))


def sides_concerned(now: Introduction) -> tuple[Side, ...]:
    """Return who is to know: the side that is asked, the other one where one side said no, else both.

    A side that was never asked is not told that the other one declined.
    """
    if now.state not in SUBJECTS:
        return ()
    if now.state is IntroductionState.PROPOSED:
        return (now.side or Side.ORGANISATION,)
    if now.state is IntroductionState.INTERESTED:
        return ((now.side or Side.ORGANISATION).other,)
    return tuple(Side) if now.side is None else (now.side.other,)


def page_of(now: Introduction, side: Side) -> str:
    """Return the path of an introduction's page as one side sees it."""
    ours, theirs = now.id_of(side), now.id_of(side.other)
    return f"/organisations/{quote(ours, safe='')}/introductions/{quote(theirs, safe='')}/{now.match_type}"


def _write(runtime: Runtime, now: Introduction, sides: Sequence[Side], about: str) -> None:
    if not sides:
        return
    accounts = [account for account in store.read_accounts(runtime.graph()) if account.closed is None]
    for side in sides:
        subject, text = _words(runtime, now, side)
        for account in people_of(accounts, runtime.whole().snapshot, now.id_of(side)):
            told = language(account.language or "en")
            post(
                runtime.settings,
                Letter(account.email, said(about, subject=subject).tell(told), text.tell(told)),
            )


def people_of(accounts: Iterable[Account], snapshot: Snapshot, organisation_id: str) -> list[Account]:
    """Return who acts for an organisation: its own people, and the managers of its clusters."""
    clusters = clusters_of(snapshot, organisation_id) or frozenset()
    return [
        account
        for account in accounts
        if account.acts_for.organisation_id == organisation_id
        or (account.role is Role.CLUSTER_MANAGER and account.acts_for.cluster_id in clusters)
    ]


def _words(runtime: Runtime, now: Introduction, side: Side) -> tuple[Said, Said]:
    """Return the subject and the text, to be told in the language of whoever reads them."""
    snapshot, kind = runtime.whole().snapshot, labelled(match_types()[now.match_type].labels)
    us, them = (name_of(snapshot, now.id_of(one)) for one in (side, side.other))
    subject = said(SUBJECTS[now.state], us=us, them=them)
    lines: list[str] = [said("{sentence}.", sentence=subject), said("What for: {kind}.", kind=kind)]
    if now.words and now.side:
        lines.append(said("In their words: {words}", words=now.words))
    elif now.words:
        lines.append(said("In words: {words}", words=now.words))
    asks = said("See why, and accept or decline with one click:")
    address = f"{runtime.settings.address}{page_of(now, side)}"
    lines.append(joined([asks if now.state in _ASKS else said("See all that was said:"), address], "\n"))
    return subject, joined([joined(lines, "\n\n"), ""], "\n")
