"""An organisation's own page: what is known of it and from where, what is missing, and what telling it would bring."""

from typing import Final

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from graph_schema import store
from graph_schema.account_records import Role
from graph_schema.decline_reasons import decline_reasons
from graph_schema.store import Known
from matchers import directory
from matchers.answers import today
from matchers.directory_results import OrganisationDetail
from matchers.match_types import match_type
from matchers.said import labelled, said
from service.auth.viewer import Viewer, current_viewer
from service.completeness import completeness_of
from service.pages.introduction_words import ACT_WORDS
from service.pages.introductions import Line, line_of
from service.pages.wording import FIELDS, enterprise_facts, place, web_address
from service.runtime import current_runtime
from service.weekly import weekly

FACTS: Final = {
    "description": said("Description"),
    "website": said("Website"),
    "place": said("Place"),
    "capabilities": said("Capabilities"),
    "size": said("Size"),
    "founded": said("Year of foundation"),
    "family_owned": said("Family firm or not"),
    "seeks_successor": said("Whether a successor is sought"),
    "posts": said("Offers and requests"),
}
"""The facts of a profile in words."""

MATCHES_TOLD: Final = 3
"""Of so many match types is told what a step would do; the API tells all."""

blueprint = Blueprint("mine", __name__)


@blueprint.get("/mine")
def own() -> Response:
    """Lead everyone to what they look after."""
    return redirect(home_of(current_viewer()))


@blueprint.get("/organisations/<organisation_id>/home")
def show(organisation_id: str) -> str:
    """Show an organisation to those who act for it."""
    runtime = current_runtime()
    engine, known = runtime.engine(), store.read_known(runtime.graph(), organisation_id)
    detail = directory.organisation_detail(engine.snapshot, organisation_id)
    lines = _lines(organisation_id)
    return render_template(
        "mine.html",
        organisation=detail,
        facts=_facts(known, detail),
        sources=_sources(known),
        weekly=weekly(runtime, organisation_id, today()),
        act_words=ACT_WORDS,
        reasons=decline_reasons(),
        complete=completeness_of(engine, organisation_id),
        names=FACTS,
        most_told=MATCHES_TOLD,
        turns=[line for line in lines if line.is_ours_to_answer],
        introductions=len(lines),
    )


def home_of(viewer: Viewer) -> str:
    """Return the address of the page that someone looks after."""
    if viewer.role is Role.SME_MEMBER and viewer.acts_for.organisation_id:
        return url_for("mine.show", organisation_id=viewer.acts_for.organisation_id)
    if viewer.role is Role.CLUSTER_MANAGER and viewer.acts_for.cluster_id:
        return url_for("clusters.show", cluster_id=viewer.acts_for.cluster_id)
    if viewer.role is Role.NETWORK_PARTNER:
        return url_for("across.ask")
    return url_for("people.show")


def match_type_label(type_id: str) -> str:
    """Name a match type in the language at hand."""
    return labelled(match_type(type_id).labels)


def _lines(organisation_id: str) -> list[Line]:
    found = store.read_introductions(current_runtime().graph(), [organisation_id], either=True)
    return [line_of(now, [organisation_id]) for now in found]


def _facts(known: Known, detail: OrganisationDetail) -> list[tuple[str, str, str]]:
    """Return what is known as (what, value, source)."""
    told = {FIELDS["city"]: ("city", place(detail.card)), FIELDS["website"]: ("website", web_address(detail.website))}
    rows = [(what, value, known.source_of(name)) for what, (name, value) in told.items() if value]
    names = ("employees", "size_class", "founded", "family_owned", "seeks_successor")
    size = "size_class" if known.organisation.employees is None else "employees"
    there = [name for name in names if name in {size, *names[2:]} and getattr(known.organisation, name) is not None]
    sources = [known.source_of(name) for name in there]
    facts = enterprise_facts(detail)
    return rows + [(what, value, source) for (what, value), source in zip(facts, sources, strict=False)]


def _sources(known: Known) -> list[str]:
    """Return all from which something is known of the organisation, each once."""
    found = [known.source, *known.project_sources, *(source for _, source in known.memberships)]
    found += [source for source, _ in known.facts.values()] + [tag.source for tag in known.tags]
    return sorted({source for source in found if source})


FILTERS: Final = {"match_type_label": match_type_label}
