"""Put a consortium together for a project idea: who is missing, whole teams to compare, who could replace whom."""

from http import HTTPStatus
from typing import Annotated, Final, Literal

from flask import Blueprint, render_template
from pydantic import AfterValidator, Field

from matchers import directory
from matchers.consortium import ConsortiumQuery, TeamWishes, assemble, repair
from matchers.consortium.query import DEFAULT_RULES, LEAST_SIZE, MOST_SIZE
from matchers.consortium.results import Consortium, Repair
from matchers.consortium.rules import rule_sets
from matchers.directory_results import OrganisationPage, OrganisationSearch
from matchers.errors import ImpossibleTeamError
from matchers.paging import Page
from matchers.results import OrganisationCard
from matchers.said import said
from matchers.snapshot import Snapshot
from service.api.consortia import team_notes
from service.api.consortium_queries import MOST_EXCLUDED, Countries, Rules, Size, checked_idea
from service.api.fields import Identifier
from service.api.queries import FilterQuery
from service.findings import sentence_of
from service.pages.forms import filter_options, read_form
from service.runtime import current_runtime

FOUND_TO_ADD: Final = 6
ROLE_PARTNERS: Final = 4

HAVING: Final = {
    "firm": (said("A firm"), ("firm",)),
    "research": (said("A university or research centre"), ("university", "research_centre")),
    "public_body": (said("A public body"), ("public_body",)),
    "association": (said("An association"), ("association",)),
}
"""Kinds that can be asked for in every team: what the box says, and the kinds of which one will do."""

EXAMPLE_IDEAS: Final = (
    said("offshore wind maintenance by drones"),
    said("heat pumps for social housing"),
    said("hydrogen from hydropower for ferries"),
    said("smart grid for a municipality"),
)

blueprint = Blueprint("consortia", __name__)

Ids = Annotated[list[Identifier], Field(max_length=MOST_EXCLUDED)]


def _idea(text: str) -> str:
    return checked_idea(text) if text else text


class ConsortiumForm(FilterQuery):
    """An idea, who is on board, what teams should be like, and perhaps a team with a member that leaves."""

    q: Annotated[str, AfterValidator(_idea)] = ""
    partner: Ids = Field(default=[])
    find: str = Field(default="", max_length=1_000)
    rules: Rules = DEFAULT_RULES
    size: Size = None
    countries: Countries = 0
    having: list[Literal["firm", "research", "public_body", "association"]] = Field(default=[])
    pinned: Ids = Field(default=[])
    excluded: Ids = Field(default=[])
    team: Ids = Field(default=[])
    leaving: Identifier | None = None
    asked_by: Identifier | None = None

    def query(self) -> ConsortiumQuery:
        """This form as the question that the matchers take."""
        wishes = TeamWishes(
            rules=self.rules,
            size=self.size,
            countries=self.countries,
            kinds=tuple(HAVING[one][1] for one in self.having),
            filter=self.filter(),
            pinned=tuple(self.pinned),
            excluded=tuple(self.excluded),
        )
        return ConsortiumQuery(self.q, tuple(self.partner), wishes, role_partners=ROLE_PARTNERS, asked_by=self.asked_by)


@blueprint.get("/consortia")
def show() -> tuple[str, HTTPStatus]:
    """Show the form, and what was asked for: teams, or who could replace a member."""
    form = read_form(ConsortiumForm)
    engine = current_runtime().engine()
    found, repaired, problem = _answer(form)
    told = found or repaired
    page = render_template(
        "consortia.html",
        form=form,
        options=filter_options(engine.snapshot),
        rules=rule_sets(),
        sizes=range(LEAST_SIZE, MOST_SIZE + 1),
        having=HAVING,
        on_board=_cards(engine.snapshot, form.partner),
        pinned=_cards(engine.snapshot, form.pinned),
        excluded=_cards(engine.snapshot, form.excluded),
        to_add=_to_add(engine.snapshot, form),
        example_ideas=EXAMPLE_IDEAS,
        notes=team_notes(form.q, engine.encoder, told) if told else [],
        found=found,
        repair=repaired,
        problem=problem,
    )
    return page, HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK


def _answer(form: ConsortiumForm) -> tuple[Consortium | None, Repair | None, str | None]:
    """Return teams or replacements, or the sentence that says why there are none: the form stays in sight with it."""
    engine = current_runtime().engine()
    try:
        if form.q and form.leaving:
            return None, repair(engine, form.query(), form.team, form.leaving), None
        return assemble(engine, form.query()) if form.q else None, None, None
    except ImpossibleTeamError as error:
        return None, None, sentence_of(error)


def _cards(snapshot: Snapshot, ids: list[str]) -> tuple[OrganisationCard, ...]:
    return tuple(directory.organisation_card(snapshot, snapshot.row(one)) for one in dict.fromkeys(ids))


def _to_add(snapshot: Snapshot, form: ConsortiumForm) -> OrganisationPage | None:
    """Return organisations by the name that was looked for, to put on board."""
    if not form.find:
        return None
    return directory.search_organisations(snapshot, OrganisationSearch(form.find, page=Page(size=FOUND_TO_ADD)))
