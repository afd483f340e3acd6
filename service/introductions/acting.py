"""What people do to an introduction, in the name of one of the two organisations."""

from dataclasses import dataclass
from typing import Final

from graph_schema import store
from graph_schema.decline_reasons import OTHER, decline_reasons
from graph_schema.errors import ActNotPossibleError
from graph_schema.introduction_acts import IntroductionAct, introduction_acts
from graph_schema.introduction_records import Introduction, IntroductionState, IntroductionStep
from matchers.match_types import match_type
from matchers.said import said
from service.errors import FieldProblem, InvalidRequestError
from service.feedback import refresh_declines
from service.introductions.telling import people_of, tell
from service.runtime import Runtime

NEED_A_REASON: Final = frozenset({"decline", "not_agree"})
"""Acts after which others want to know why."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody does to an introduction, why, and who it is; `words` are free ones."""

    act: str
    by: str
    reason: str | None = None
    words: str | None = None
    to: str | None = None
    """For a proposal: the id of the organisation that is asked first; None for the one in whose name it is made."""
    answer_of: str | None = None
    """Whose yes or no it is, where the other side has nobody here and told it otherwise: its id."""


def find(
    runtime: Runtime, organisation_id: str, partner_id: str, type_id: str
) -> tuple[Introduction, tuple[IntroductionStep, ...]]:
    """Return the introduction of two organisations, and its history; a suggestion where nothing was said yet.

    Whose partner is behind a wall may not suggest it, but sees whom somebody introduced: raises UnknownIdError for a
    suggested partner that is not there for who asks, and for an unknown match type.
    """
    match_type(type_id)
    pair = Introduction(organisation_id, partner_id, type_id, IntroductionState.SUGGESTED)
    now, steps = store.read_introduction(runtime.graph(), pair)
    if now.state is IntroductionState.SUGGESTED:
        runtime.snapshot().row(partner_id)
    return now, steps


def act(runtime: Runtime, organisation_id: str, partner_id: str, type_id: str, saying: Said) -> Introduction:
    """Do something to the introduction of two organisations in the name of the first; return it as it is then.

    Where it changes something, both sides are told, and a decline counts from the next answer on. Raises
    UnknownIdError as `find`, InvalidRequestError for a reason that is missing or not known, UnknownIntroductionError
    for an organisation that the graph does not have, ActNotPossibleError where the state does not allow it.
    """
    _check(saying, organisation_id, partner_id)
    pair, _ = find(runtime, organisation_id, partner_id, type_id)
    if saying.answer_of == partner_id and not has_nobody_here(runtime, partner_id):
        raise _wrong("answer_of", said("Somebody acts for the other organisation here, and answers for it."))
    wanted = introduction_acts()[saying.act]
    told = store.Told(saying.reason, saying.words, saying.by)
    graph = runtime.graph()
    now, summary = store.act_on_introduction(graph, pair, wanted, _side(wanted, saying, organisation_id), told)
    if summary.is_changed:
        refresh_declines(graph, runtime.settings.snapshot_dir)
        tell(runtime, now)
    return now


def may_take_back(now: Introduction, organisation_id: str) -> bool:
    """Tell whether an organisation declined, so that it may change its mind."""
    declined = now.state is IntroductionState.DECLINED
    return declined and (now.side is None or now.id_of(now.side) == organisation_id)


def take_back(runtime: Runtime, organisation_id: str, partner_id: str, type_id: str, by: str) -> None:
    """Take an organisation's no back: it is a suggestion again, from the next answer on.

    Raises as `find`, and ActNotPossibleError where the organisation did not decline.
    """
    now, _ = find(runtime, organisation_id, partner_id, type_id)
    if not may_take_back(now, organisation_id):
        raise ActNotPossibleError(said("There is no no of this organisation here that it could take back."))
    graph = runtime.graph()
    store.withdraw_introduction(graph, now.organisation_id, now.partner_id, type_id, by=by)
    refresh_declines(graph, runtime.settings.snapshot_dir)


def has_nobody_here(runtime: Runtime, organisation_id: str) -> bool:
    """Tell whether nobody who can log in acts for an organisation, so that what it says is heard elsewhere."""
    accounts = [account for account in store.read_accounts(runtime.graph()) if account.closed is None]
    return not people_of(accounts, runtime.whole().snapshot, organisation_id)


def _side(wanted: IntroductionAct, saying: Said, organisation_id: str) -> str | None:
    """Return the organisation that an act is of: who is asked, or who says yes or no; None where it is of both."""
    if wanted.to is IntroductionState.PROPOSED:
        return saying.to or organisation_id
    return saying.answer_of or organisation_id if wanted.needs_side else None


def _check(saying: Said, organisation_id: str, partner_id: str) -> None:
    if saying.act not in introduction_acts():
        raise _wrong("act", said("Choose one of {names}.", names=", ".join(introduction_acts())))
    if organisation_id == partner_id:
        raise ActNotPossibleError(said("An organisation cannot be introduced to itself: name two."))
    if saying.to is not None and saying.to not in {organisation_id, partner_id}:
        raise _wrong("to", said("Only one of the two organisations can be asked."))
    if saying.answer_of is not None and (
        saying.answer_of not in {organisation_id, partner_id} or not introduction_acts()[saying.act].needs_side
    ):
        raise _wrong("answer_of", said("Only a yes or no of one of the two organisations can be its answer."))
    if saying.act not in NEED_A_REASON:
        if saying.reason is not None:
            raise _wrong("reason", said("This needs no reason: tell it in words."))
        return
    if saying.reason not in decline_reasons():
        raise _wrong("reason", said("Choose why: {names}.", names=", ".join(decline_reasons())))
    if saying.reason == OTHER and not saying.words:
        raise _wrong("words", said("Say in words what the reason {other!r} is.", other=OTHER))


def _wrong(field: str, message: str) -> InvalidRequestError:
    return InvalidRequestError(FieldProblem(field=field, message=message))
