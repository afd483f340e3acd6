"""Bringing in members by page: a list is uploaded, looked at, and written only after a yes."""

from contextlib import suppress
from http import HTTPStatus
from io import BytesIO
from typing import Annotated, Final

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from matchers import directory
from matchers.directory_results import ClusterCard
from matchers.said import said
from service import member_lists
from service.api.fields import Country, Request
from service.errors import FieldProblem, InvalidRequestError, Problem, ServiceError, describe
from service.exports import csv_file
from service.imports.errors import ImportRowsError
from service.imports.kept import KEPT_DAYS, KeptList
from service.imports.preview import ChangeKind, MembersPreview
from service.pages.forms import filter_options, read_posted
from service.runtime import current_runtime

SHOWN: Final = 100
"""Rows of each sort that a preview lists: a page is to stay readable, and below 300 KB."""

LONGEST_NAME: Final = 200
"""Characters of a file's name that are kept."""

NO_FILE: Final = said("Choose a file: CSV, XLSX, XLS or ODS with a header row.")

blueprint = Blueprint("member_imports", __name__)


class UploadForm(Request):
    """What is told beside the list itself."""

    country: Annotated[Country | None, Field(description="For rows that tell none.")] = None


@blueprint.get("/clusters/<cluster_id>/import")
def show(cluster_id: str) -> str:
    """Show the form, and lists that wait for a yes."""
    return _form(cluster_id)


@blueprint.post("/clusters/<cluster_id>/import")
def upload(cluster_id: str) -> AnyResponse | tuple[str, HTTPStatus]:
    """Take a list, look at it and show what it would do; nothing is written."""
    _card(cluster_id)
    try:
        country = read_posted(UploadForm).country
        kept, _ = member_lists.upload(cluster_id, *_sent(), country)
    except ServiceError as error:
        problem = describe(error)
        return _form(cluster_id, problem), HTTPStatus(problem.status)
    return redirect(url_for("member_imports.review", cluster_id=cluster_id, list_id=kept.id))


@blueprint.get("/clusters/<cluster_id>/import/<list_id>")
def review(cluster_id: str, list_id: str) -> str:
    """Show what a list would do, or what it did."""
    return _review(cluster_id, *member_lists.look(cluster_id, list_id))


@blueprint.get("/clusters/<cluster_id>/import/<list_id>/errors.csv")
def errors(cluster_id: str, list_id: str) -> Response:
    """Send what is wrong with a list's rows as CSV."""
    kept, preview = member_lists.look(cluster_id, list_id)
    content = csv_file.csv_bytes(member_lists.errors_table(preview or MembersPreview()))
    return send_file(BytesIO(content), csv_file.MIME, as_attachment=True, download_name=f"{kept.cluster_id}-errors.csv")


@blueprint.post("/clusters/<cluster_id>/import/<list_id>")
def confirm(cluster_id: str, list_id: str) -> AnyResponse:
    """Write what the preview showed; where rows are wrong meanwhile, the page says so."""
    with suppress(ImportRowsError):  # the page shows them all
        member_lists.carry_out(cluster_id, list_id)
    return redirect(url_for("member_imports.review", cluster_id=cluster_id, list_id=list_id))


@blueprint.post("/clusters/<cluster_id>/import/<list_id>/discard")
def discard(cluster_id: str, list_id: str) -> AnyResponse:
    """Put a list away without importing it."""
    member_lists.put_away(cluster_id, list_id)
    return redirect(url_for("member_imports.show", cluster_id=cluster_id))


def _sent() -> tuple[str, bytes]:
    """Return name and bytes of the file that was sent; InvalidRequestError for none."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise InvalidRequestError(FieldProblem(field="file", message=NO_FILE))
    return sent.filename[:LONGEST_NAME], sent.read()


def _card(cluster_id: str) -> ClusterCard:
    snapshot = current_runtime().snapshot()
    return directory.cluster_card(snapshot, snapshot.cluster_column(cluster_id))


def _form(cluster_id: str, problem: Problem | None = None) -> str:
    runtime = current_runtime()
    return render_template(
        "member_import.html",
        cluster=_card(cluster_id),
        countries=filter_options(runtime.snapshot()).countries,
        waiting=member_lists.waiting(cluster_id),
        days=KEPT_DAYS,
        most_bytes=runtime.settings.max_body_bytes,
        problem=problem,
    )


def _review(cluster_id: str, kept: KeptList, preview: MembersPreview | None) -> str:
    return render_template(
        "member_preview.html",
        cluster=_card(cluster_id),
        kept=kept,
        preview=preview,
        kinds_of_change=tuple(ChangeKind),
        shown=SHOWN,
    )
