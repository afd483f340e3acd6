"""Introductions: all that one looks after, by how far they came, and one of them with what can be done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Final, Literal

from flask import Blueprint, g, redirect, render_template, url_for
from pydantic import Field
from werkzeug.wrappers import Response

from graph_schema import store
from graph_schema.account_records import Role
from graph_schema.decline_reasons import decline_reasons
from graph_schema.errors import ActNotPossibleError
from graph_schema.introduction_acts import possible_acts
from graph_schema.introduction_records import Introduction, IntroductionState, IntroductionStep, Side
from matchers import directory
from matchers.errors import UnknownIdError
from matchers.match_types import match_type, match_types
from matchers.results import Match, MatchQuery
from service.api.fields import Request
from service.auth.policy import Scope
from service.auth.reach import reaches_organisation
from service.auth.viewer import current_viewer
from service.contacts import WANT_TO_MEET, introduced_contacts
from service.errors import InvalidRequestError, describe
from service.feedback import MAX_WORDS
from service.introductions import acting
from service.introductions.acting import NEED_A_REASON, Said, act, find, has_nobody_here, may_take_back
from service.introductions.words import STATE_WORDS
from service.pages.forms import read_form, read_posted
from service.pages.introduction_words import ACT_WORDS, waits_for
from service.pages.wording import in_language, web_address
from service.runtime import current_runtime

ONE = "/organisations/<organisation_id>/introductions/<partner_id>/<match_type_id>"
FOR_MANAGERS = frozenset({"shortlist", "propose"})
"""What a member needs no button for: it says yes or no for itself."""

blueprint = Blueprint("introductions", __name__)

Word = Annotated[str, Field(max_length=MAX_WORDS)]


class ListForm(Request):
    """Which introductions are wanted."""

    state: IntroductionState | None = None
    member: str | None = None


class ActForm(Request):
    """What somebody does to an introduction."""

    act: Word = ""
    reason: Word | None = None
    words: Word | None = None
    to: Word | None = None
    answer_of: Word | None = None
    back: Literal["home"] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An introduction as one side sees it: `ours` and `theirs` are ids, `waits` is whom it waits for, None for nobody.

    `is_ours_to_answer` says that it is this side that is asked.
    """

    now: Introduction
    ours: str
    theirs: str
    waits: str | None
    is_ours_to_answer: bool


@blueprint.get("/introductions")
def index() -> str:
    """Show the introductions of one's own organisation, or of all members of one's cluster."""
    form, runtime = read_form(ListForm), current_runtime()
    ids = own_organisations()
    found = store.read_introductions(runtime.graph(), ids, either=True)
    lines = [line_of(now, ids) for now in found]
    counts = {state: sum(line.now.state is state for line in lines) for state in STATE_WORDS}
    wanted = [line for line in lines if _is_wanted(line, form)]
    order = list(STATE_WORDS)
    wanted.sort(key=lambda line: (order.index(line.now.state), not line.is_ours_to_answer, line.now.day, line.ours))
    groups = [(state, list(some)) for state, some in groupby(wanted, key=lambda line: line.now.state)]
    members = sorted({line.ours for line in lines}, key=lambda one: name_of(one).casefold())
    return render_template(
        "introductions.html", form=form, groups=groups, counts=counts, members=members, total=len(lines)
    )


@blueprint.get(ONE)
def show(organisation_id: str, partner_id: str, match_type_id: str) -> str:
    """Show one introduction: why the two are suggested to each other, what was said, and what can be done now."""
    return _page(organisation_id, partner_id, match_type_id)


@blueprint.post(ONE)
def do(organisation_id: str, partner_id: str, match_type_id: str) -> Response | tuple[str, int]:
    """Do something to an introduction in the name of the first organisation."""
    form = read_posted(ActForm)
    said = Said(
        form.act, current_viewer().name, form.reason, (form.words or "").strip() or None, form.to, form.answer_of
    )
    try:
        act(current_runtime(), organisation_id, partner_id, match_type_id, said)
    except (ActNotPossibleError, InvalidRequestError) as error:
        problem = describe(error)
        return _page(organisation_id, partner_id, match_type_id, problem=problem, form=form), problem.status
    if form.back:
        return redirect(url_for("mine.show", organisation_id=organisation_id, _anchor="weekly"))
    return _to_page(organisation_id, partner_id, match_type_id)


@blueprint.post(f"{ONE}/take-back")
def take_back(organisation_id: str, partner_id: str, match_type_id: str) -> Response | tuple[str, int]:
    """Take back that the first organisation declined the second."""
    try:
        acting.take_back(current_runtime(), organisation_id, partner_id, match_type_id, current_viewer().name)
    except ActNotPossibleError as error:
        problem = describe(error)
        return _page(organisation_id, partner_id, match_type_id, problem=problem), problem.status
    return _to_page(organisation_id, partner_id, match_type_id)


def _to_page(organisation_id: str, partner_id: str, match_type_id: str) -> Response:
    return redirect(
        url_for(
            "introductions.show", organisation_id=organisation_id, partner_id=partner_id, match_type_id=match_type_id
        )
    )


def own_organisations() -> list[str] | None:
    """Return the ids of the organisations that who asks looks after; None for all of them."""
    viewer, scope = current_viewer(), g.scope
    if scope is Scope.OWN_ORGANISATION:
        return [viewer.acts_for.organisation_id or ""]
    if scope is Scope.OWN_CLUSTER:
        snapshot = current_runtime().snapshot()
        return [member for cluster in sorted(viewer.clusters) for member in directory.member_ids(snapshot, cluster)]
    return None


def line_of(now: Introduction, own: Collection[str] | None) -> Line:
    """Return an introduction as that side sees it which is among one's own; where both are, the one it was made for."""
    side = Side.PARTNER if own is not None and now.organisation_id not in own else Side.ORGANISATION
    waiting = waits_for(now)
    return Line(
        now,
        now.id_of(side),
        now.id_of(side.other),
        None if waiting is None else name_of(now.id_of(waiting)),
        waiting is not None and (own is None or now.id_of(waiting) in own),
    )


def name_of(organisation_id: str) -> str:
    """Return the name of an organisation in an introduction, or its id where the snapshot does not have it any more.

    Both sides of an introduction see each other's names, also through a wall.
    """
    return directory.name_of(current_runtime().whole().snapshot, organisation_id)


def _is_wanted(line: Line, form: ListForm) -> bool:
    return form.state in {None, line.now.state} and form.member in {None, line.ours}


def _page(organisation_id: str, partner_id: str, match_type_id: str, **told: object) -> str:
    runtime, declared = current_runtime(), match_type(match_type_id)
    now, steps = find(runtime, organisation_id, partner_id, match_type_id)
    is_member = current_viewer().role is Role.SME_MEMBER
    ours = next(side for side in Side if now.id_of(side) == organisation_id)
    acts = [
        one
        for one in possible_acts(now)
        if not (is_member and one.id in FOR_MANAGERS) and one.after(now, ours if one.needs_side else None) is not None
    ]
    acts.sort(key=lambda one: one.id in NEED_A_REASON)  # what leads on stands first
    waiting = waits_for(now)
    shown = {
        "now": now,
        "steps": _with_names(now, steps),
        "declared": declared,
        "ours": organisation_id,
        "theirs": partner_id,
        "waits": None if waiting is None else now.id_of(waiting),
        "acts": acts,
        "may_take_back": may_take_back(now, organisation_id),
        "website": _website(partner_id),
        "is_theirs_to_hear": waiting is ours.other and has_nobody_here(runtime, partner_id),
        "act_words": ACT_WORDS,
        "needs_reason": NEED_A_REASON,
        "reasons": decline_reasons(),
        "contacts": introduced_contacts(runtime, partner_id) if now.state in WANT_TO_MEET else None,
        "match": _match(organisation_id, partner_id, match_type_id),
        "may_act_for_theirs": reaches_organisation(current_viewer(), g.scope, partner_id),
        "problem": None,
        "form": ActForm(),
    }
    return render_template("introduction.html", **(shown | told))


def _website(organisation_id: str) -> str | None:
    """Return the web address of an organisation as far as who asks may see it."""
    snapshot = current_runtime().snapshot()
    if organisation_id not in snapshot.row_by_id:
        return None
    return web_address(directory.organisation_detail(snapshot, organisation_id).website)


def _with_names(now: Introduction, steps: Iterable[IntroductionStep]) -> list[tuple[IntroductionStep, str]]:
    return [(step, name_of(now.id_of(step.side)) if step.side else "") for step in steps]


def _match(organisation_id: str, partner_id: str, match_type_id: str) -> Match | None:
    try:
        return current_runtime().engine().match_with(MatchQuery(match_type_id, organisation_id), partner_id)
    except UnknownIdError:
        return None


def match_type_name(match_type_id: str) -> str:
    """Name a match type: "common_lab" is "Common lab"; its id where this release does not have it."""
    declared = match_types().get(match_type_id)
    return match_type_id if declared is None else in_language(declared.labels)


FILTERS: Final = {"organisation_name": name_of, "match_type_name": match_type_name}
