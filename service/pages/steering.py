"""Suggestions to the members of a cluster, with weights to turn, pins and exclusions, for its manager."""

from http import HTTPStatus
from typing import Annotated, Any, Literal

from flask import Blueprint, redirect, render_template, request, url_for
from pydantic import AfterValidator, Field
from werkzeug.wrappers import Response

from graph_schema.steering_records import WishRow
from matchers import directory
from matchers.match_types import Weighted, match_type
from matchers.said import said
from matchers.steering import FACTORS, turned
from service import steering
from service.api.fields import Country, Identifier, Request
from service.api.queries import DEFAULT_TYPE
from service.errors import InvalidRequestError, Problem, describe
from service.pages.forms import filter_options, read_form, read_posted
from service.pages.organisations import types_for
from service.runtime import current_runtime

MEMBERS_SHOWN = 25
"""Members on one page: with five suggestions each it stays below 300 KB."""

blueprint = Blueprint("steering", __name__)


class SuggestionsForm(Request):
    """Of whom suggestions are shown, for which match type, and how many."""

    type: Annotated[Identifier, AfterValidator(lambda key: match_type(key).id)] = DEFAULT_TYPE
    organisation: str | None = Field(default=None, max_length=200)
    limit: int = Field(default=3, ge=1, le=10)
    page: int = Field(default=1, ge=1, le=1_000)


class WishForm(Request):
    """A pin or an exclusion."""

    organisation: str = Field(max_length=200)
    act: Literal["pin", "exclude"] = "exclude"
    type: Identifier = DEFAULT_TYPE
    partner: str | None = Field(default=None, max_length=200)
    kind: str | None = Field(default=None, max_length=40)
    outside: Country | None = None

    def row(self, cluster_id: str) -> WishRow:
        """Return what is wished; an exclusion counts for every match type."""
        pinned = self.type if self.act == "pin" else None
        return WishRow("", self.act, cluster_id, self.organisation, pinned, self.partner, self.kind, self.outside)


class TakenBackForm(Request):
    """A pin or exclusion to take back."""

    wish: str = Field(max_length=100)


@blueprint.get("/clusters/<cluster_id>/suggestions")
def show(cluster_id: str) -> str:
    """Show the best suggestions of each member, what is wished of them, and the weights."""
    return _page(cluster_id)


@blueprint.post("/clusters/<cluster_id>/suggestions/wishes")
def wish(cluster_id: str) -> Response | tuple[str, HTTPStatus]:
    """Put a pin or exclusion down."""
    try:
        steering.wish(read_posted(WishForm).row(cluster_id))
    except InvalidRequestError as error:
        return _page(cluster_id, describe(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    return _back(cluster_id)


@blueprint.post("/clusters/<cluster_id>/suggestions/wishes/take-back")
def take_back(cluster_id: str) -> Response:
    """Take a pin or exclusion back."""
    steering.take_back(cluster_id, read_posted(TakenBackForm).wish)
    return _back(cluster_id)


@blueprint.post("/clusters/<cluster_id>/suggestions/weights")
def turn(cluster_id: str) -> Response | tuple[str, HTTPStatus]:
    """Turn the weights of a match type, or let them be as declared again."""
    declared = match_type(read_form(SuggestionsForm).type)
    told = {name: request.form.get(f"factor-{name}", "1") for name in (row.feature.name for row in declared.features)}
    factors = {name: _factor(value) for name, value in told.items()}
    try:
        steering.turn(cluster_id, declared.id, {} if "reset" in request.form else factors)
    except InvalidRequestError as error:
        return _page(cluster_id, describe(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    return _back(cluster_id)


def _back(cluster_id: str) -> Response:
    """Return to the same suggestions, which are computed anew."""
    kept: dict[str, Any] = {name: told for name, told in request.args.items() if name in SuggestionsForm.model_fields}
    return redirect(url_for("steering.show", cluster_id=cluster_id, **kept))


def _factor(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return -1.0  # which is no factor, as `check_factors` says


def _page(cluster_id: str, problem: Problem | None = None) -> str:
    form, engine = read_form(SuggestionsForm), current_runtime().engine()
    snapshot = engine.snapshot
    members = directory.member_names(snapshot, cluster_id)
    first = (form.page - 1) * MEMBERS_SHOWN
    shown = [form.organisation] if form.organisation else [key for key, _ in members[first : first + MEMBERS_SHOWN]]
    turn_ = steering.turn_of(cluster_id, form.type)
    factors = dict(turn_.factors) if turn_ else {}
    declared = match_type(form.type)
    return render_template(
        "steering.html",
        cluster=directory.cluster_card(snapshot, snapshot.cluster_column(cluster_id)),
        form=form,
        members=members,
        types=types_for(None),
        chosen=declared,
        found=steering.batch(engine, cluster_id, form.type, form.limit, shown),
        more=not form.organisation and first + MEMBERS_SHOWN < len(members),
        weights=_weights(declared.features, factors, turned(declared, factors).features),
        factors=tuple(zip(FACTORS, FACTOR_WORDS, strict=True)),
        is_turned=bool(factors),
        wishes=[(row, _names(row)) for row in steering.wishes(cluster_id)],
        countries=filter_options(snapshot).countries,
        problem=problem,
    )


FACTOR_WORDS = (said("Not at all"), said("Half"), said("As declared"), said("Double"))
"""The factors in words, in the order of FACTORS."""


def _weights(
    declared: tuple[Weighted, ...], factors: dict[str, float], now: tuple[Weighted, ...]
) -> list[tuple[Weighted, float, float]]:
    """Return each declared feature with its factor and what share it has now."""
    shares = {row.feature.name: row.weight for row in now}
    return [(row, factors.get(row.feature.name, 1.0), shares.get(row.feature.name, 0.0)) for row in declared]


def _names(row: WishRow) -> tuple[str, str]:
    """Name the member and the partner of a wish; a partner that whoever asks may not see is told by its id."""
    snapshot = current_runtime().snapshot()
    return directory.name_of(snapshot, row.organisation_id), directory.name_of(snapshot, row.partner_id or "")
