"""Search organisations; look at one, with suggested partners and the reasons for them."""

from flask import Blueprint, render_template

from matchers import directory
from matchers.match_types import MatchType, match_types
from service.api.queries import PROFILE_TYPE, OrganisationsQuery, SuggestionsQuery
from service.linked_data import organisation_node
from service.pages.forms import filter_options, read_form
from service.pages.profiles import posted_by
from service.runtime import current_runtime

blueprint = Blueprint("organisations", __name__)


@blueprint.get("/organisations")
def search() -> str:
    """Search organisations by words and filters."""
    form = read_form(OrganisationsQuery)
    snapshot = current_runtime().snapshot()
    return render_template(
        "organisations.html",
        form=form,
        options=filter_options(snapshot),
        found=directory.search_organisations(snapshot, form.search()),
    )


@blueprint.get("/organisations/<organisation_id>")
def show(organisation_id: str) -> str:
    """Show one organisation, and partners suggested for the chosen match type."""
    form = read_form(SuggestionsQuery)
    runtime = current_runtime()
    detail = directory.organisation_detail(runtime.snapshot(), organisation_id)
    posted = posted_by(organisation_id)
    # Who has posted nothing is asked for nothing: the type for answers would only repeat what the others say.
    types = tuple(one for one in types_for(detail.card.kind) if posted or one.id != PROFILE_TYPE)
    if "type" not in form.model_fields_set:
        form = form.model_copy(update={"type": _first_choice(form.type, types)})
    return render_template(
        "organisation.html",
        form=form,
        options=filter_options(runtime.snapshot()),
        organisation=detail,
        linked=organisation_node(detail),
        types=types,
        posted=posted,
        chosen_type=match_types().get(form.type),
        found=runtime.engine().suggest(form.match_query(organisation=organisation_id)),
    )


def _first_choice(usual: str, types: tuple[MatchType, ...]) -> str:
    """Choose the usual match type where it suits this kind of organisation, or else the first that does."""
    ids = [match_type.id for match_type in types]
    return usual if usual in ids or not ids else ids[0]


def types_for(kind: str | None) -> tuple[MatchType, ...]:
    """Return the match types that an organisation of this kind can ask for; all of them for a need in free words."""
    return tuple(match_type for match_type in match_types().values() if kind is None or match_type.partner_kinds(kind))
