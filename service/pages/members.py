"""A cluster's members as its manager looks after them: found, sorted, added by hand, taken out and put back."""

from http import HTTPStatus
from typing import Literal

from flask import Blueprint, redirect, render_template, request, url_for
from pydantic import Field, ValidationError
from werkzeug.wrappers import Response

from graph_schema import store
from matchers import directory
from matchers.snapshot import Snapshot
from service import members
from service.api.fields import Request
from service.auth.reach import clusters_within
from service.errors import InvalidRequestError, Problem, describe, field_problems
from service.imports.duplicates import Duplicate
from service.imports.member_records import MemberRecord
from service.pages.forms import filter_options, read_form, read_posted
from service.runtime import current_runtime

SHOWN = 200
"""Members on one page; who has more filters them."""

ADDED_FIELDS = ("name", "vat", "kind", "country", "city", "website", "description")
"""What is asked of a member that is added by hand; the rest is told on its own page."""

blueprint = Blueprint("members", __name__)


class MembersForm(Request):
    """Which members are listed, and in which order."""

    q: str = Field(default="", max_length=200)
    kind: str | None = Field(default=None, max_length=40)
    account: Literal["with", "without"] | None = None
    sort: Literal["name", "changed", "accounts", "completeness"] = "name"


class MemberForm(Request):
    """One member of the list."""

    organisation: str = Field(max_length=200)


@blueprint.get("/clusters/<cluster_id>/members")
def show(cluster_id: str) -> str:
    """List the members, those that were, and the form to add one."""
    return _page(cluster_id)


@blueprint.post("/clusters/<cluster_id>/members")
def add(cluster_id: str) -> str | Response | tuple[str, HTTPStatus]:
    """Add one by hand; where it looks like one that is known, ask first."""
    told = {name: request.form.get(name, "").strip() for name in ADDED_FIELDS}
    try:
        confirmed = "although_alike" in request.form
        added = members.add(cluster_id, _record(told), clusters_within(), although_alike=confirmed)
    except InvalidRequestError as error:
        return _page(cluster_id, told=told, problem=describe(error)), HTTPStatus.UNPROCESSABLE_ENTITY
    if added.alike:
        return _page(cluster_id, told=told, alike=added.alike), HTTPStatus.CONFLICT
    return redirect(url_for("members.show", cluster_id=cluster_id, q=added.id))


@blueprint.post("/clusters/<cluster_id>/members/take-out")
def take_out(cluster_id: str) -> Response:
    """End a membership."""
    members.take_out(cluster_id, read_posted(MemberForm).organisation)
    return redirect(url_for("members.show", cluster_id=cluster_id, _anchor="former"))


@blueprint.post("/clusters/<cluster_id>/members/put-back")
def put_back(cluster_id: str) -> Response:
    """Take a membership up again."""
    members.put_back(cluster_id, read_posted(MemberForm).organisation)
    return redirect(url_for("members.show", cluster_id=cluster_id))


def _page(
    cluster_id: str,
    *,
    told: dict[str, str] | None = None,
    problem: Problem | None = None,
    alike: tuple[Duplicate, ...] = (),
) -> str:
    form, runtime = read_form(MembersForm), current_runtime()
    snapshot = runtime.snapshot()
    listed = members.listed(cluster_id, form.q, form.kind, form.sort)
    found = listed.items
    if form.account is not None:
        found = tuple(one for one in found if (one.accounts > 0) == (form.account == "with"))
    return render_template(
        "members.html",
        cluster=directory.cluster_card(snapshot, snapshot.cluster_column(cluster_id)),
        form=form,
        found=found[:SHOWN],
        total=len(found),
        facts=listed.facts,
        projects=_projects(snapshot),
        former=store.read_former_members(runtime.graph(), cluster_id),
        countries=filter_options(snapshot).countries,
        told=told or {},
        problem=problem,
        alike=alike,
    )


def _projects(snapshot: Snapshot) -> dict[str, int]:
    return {key: int(snapshot.project_count[row]) for key, row in snapshot.row_by_id.items()}


def _record(told: dict[str, str]) -> MemberRecord:
    try:
        return MemberRecord.model_validate({name: value for name, value in told.items() if value})
    except ValidationError as error:
        raise InvalidRequestError(*field_problems(error, "form")) from error
