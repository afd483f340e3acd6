"""What organisations offer and seek: search, and one offer or request with who may answer it."""

from flask import Blueprint, render_template

from matchers import profile_directory
from matchers.match_types import match_types
from matchers.paging import Page
from matchers.profile_results import ProfileCard, ProfileSearch
from matchers.results import MatchList, MatchQuery
from service.api.profile_queries import ProfileMatchesQuery, ProfilesQuery
from service.api.queries import PROFILE_TYPE
from service.pages.forms import filter_options, read_form
from service.pages.wording import DIRECTIONS, SUBJECTS
from service.runtime import current_runtime

SHOWN_OF_ONE = 6
"""Offers and requests of one organisation that its page shows with who may answer; the search has them all."""

ANSWERS_OF_EACH = 3

blueprint = Blueprint("profiles", __name__)


@blueprint.get("/profiles")
def search() -> str:
    """Search offers and requests by words and filters."""
    form = read_form(ProfilesQuery)
    snapshot = current_runtime().snapshot()
    return render_template(
        "profiles.html",
        form=form,
        options=filter_options(snapshot),
        directions=DIRECTIONS,
        subjects=SUBJECTS,
        found=profile_directory.search_profiles(snapshot, form.search()),
        is_empty=len(snapshot.profiles) == 0,
    )


@blueprint.get("/profiles/<profile_id>")
def show(profile_id: str) -> str:
    """Show one offer or request and, while it stands, who may answer."""
    form = read_form(ProfileMatchesQuery)
    runtime = current_runtime()
    detail = profile_directory.profile_detail(runtime.snapshot(), profile_id)
    query = form.match_query(profile_id)
    return render_template(
        "profile.html",
        form=form,
        options=filter_options(runtime.snapshot()),
        profile=detail,
        types=tuple(match_types().values()),
        chosen_type=match_types().get(form.type),
        found=runtime.engine().suggest(query) if detail.card.is_open else None,
    )


def posted_by(organisation_id: str) -> tuple[tuple[ProfileCard, MatchList], ...]:
    """Return the latest offers and requests of an organisation that stand, each with the few best who may answer."""
    engine = current_runtime().engine()
    if not len(engine.snapshot.profiles):
        return ()
    search = ProfileSearch(organisation=organisation_id, page=Page(size=SHOWN_OF_ONE))
    cards = profile_directory.search_profiles(engine.snapshot, search).items
    queries = [MatchQuery(PROFILE_TYPE, profile=card.id, limit=ANSWERS_OF_EACH) for card in cards]
    return tuple(zip(cards, engine.suggest_many(queries), strict=True))
