"""What others see of an organisation: chosen field by field, with a look through their eyes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Blueprint, redirect, render_template, request, url_for
from pydantic import Field
from werkzeug.wrappers import Response

from graph_schema.audiences import Audience, audience_fields, audiences
from matchers import directory, profile_directory
from matchers.directory_results import OrganisationDetail
from matchers.errors import UnknownIdError
from matchers.profile_results import ProfileSearch
from matchers.said import Said, listed, said
from matchers.snapshot import Snapshot
from matchers.snapshot.audiences import AUDIENCES, FIELDS
from service.api.fields import Request
from service.audiences import choose_audiences, chosen_audiences
from service.errors import FieldProblem, InvalidRequestError
from service.pages.forms import read_form
from service.pages.number_words import thousands
from service.pages.wording import SIZE_CLASSES, in_language
from service.runtime import current_runtime

LOOKED_THROUGH: Final = (Audience.PUBLIC, Audience.PARTNERS, Audience.CLUSTER)
"""The audiences through whose eyes one can look."""

SHOWN_OF_LIST: Final = 6

blueprint = Blueprint("audiences", __name__)

Values = dict[str, str | None]


class LookForm(Request):
    """Through whose eyes to look."""

    seen_by: Audience = Field(default=Audience.PUBLIC)


@blueprint.get("/organisations/<organisation_id>/audiences")
def show(organisation_id: str) -> str:
    """Show for whom each field is, and what of it one of an audience sees."""
    form, runtime = read_form(LookForm), current_runtime()
    own = runtime.snapshot()
    chosen = chosen_audiences(runtime, organisation_id)
    return render_template(
        "audiences.html",
        organisation=directory.organisation_card(own, own.row(organisation_id)),
        fields=audience_fields(),
        audiences=audiences(),
        chosen=chosen,
        known=_values(own, organisation_id),
        seen_by=form.seen_by,
        looked_through=[audiences()[one] for one in LOOKED_THROUGH],
        seen=_seen(organisation_id, form.seen_by),
        is_following=_kept(own, organisation_id) != chosen,
    )


@blueprint.post("/organisations/<organisation_id>/audiences")
def choose(organisation_id: str) -> Response:
    """Keep the choices that were sent."""
    choose_audiences(current_runtime(), organisation_id, _posted())
    return redirect(url_for("audiences.show", organisation_id=organisation_id))


def _posted() -> dict[str, Audience]:
    told = {field: request.form.get(field) for field in audience_fields()}
    wrong = [field for field, value in told.items() if value is not None and value not in AUDIENCES]
    if wrong:
        raise InvalidRequestError(
            *(
                FieldProblem(field=one, message=said("Choose one of {names}.", names=", ".join(AUDIENCES)))
                for one in wrong
            )
        )
    return {field: Audience(value) for field, value in told.items() if value is not None}


def _kept(snapshot: Snapshot, organisation_id: str) -> dict[str, Audience]:
    """Return the audience of each field, as the snapshot has it."""
    numbers = snapshot.audience[snapshot.row(organisation_id)].tolist()
    return {field: Audience(AUDIENCES[number]) for field, number in zip(FIELDS, numbers, strict=True)}


def _seen(organisation_id: str, audience: Audience) -> Values | None:
    """Return the values as one of an audience sees them; None where such a one is not told of the organisation."""
    snapshot = current_runtime().preview(organisation_id, AUDIENCES.index(audience))
    try:
        return _values(snapshot, organisation_id)
    except UnknownIdError:
        return None


def _values(snapshot: Snapshot, organisation_id: str) -> Values:
    """Return what a snapshot tells in each field, in words; None for what it does not."""
    detail = directory.organisation_detail(snapshot, organisation_id)
    search = ProfileSearch(organisation=organisation_id)
    titles = [card.title for card in profile_directory.search_profiles(snapshot, search).items]
    told: Mapping[str, Any] = {
        "named": detail.card.name,
        "description": detail.description,
        "website": detail.website,
        "capabilities": _listed([label for _, label in detail.card.capabilities], len(detail.capabilities)),
        "profiles": _listed(titles, len(titles)),
        "size": _size(detail),
        "founded": detail.founded,
        "family_owned": _yes_or_no(detail.family_owned),
        "seeks_successor": _yes_or_no(detail.seeks_successor),
    }
    return {field: None if told[field] is None else in_language(_text(told[field])) for field in FIELDS}


def _text(value: object) -> str:
    return value if isinstance(value, Said) else str(value)


def _listed(items: Sequence[str], number: int) -> Said | None:
    most = min(len(items), SHOWN_OF_LIST)
    return listed([*items[:most], *[""] * (number - most)], most=most) if items else None


def _size(detail: OrganisationDetail) -> str | None:
    if detail.employees is not None:
        return said("{number} people", number=thousands(detail.employees))
    if detail.size_class is not None:
        return SIZE_CLASSES[detail.size_class]
    return {None: None, True: said("An SME"), False: said("Not an SME")}[detail.card.is_sme]


def _yes_or_no(value: bool | None) -> Said | None:  # noqa: FBT001  a fact of three values
    return None if value is None else said("Yes") if value else said("No")
