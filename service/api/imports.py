"""Bring in a cluster's own list of members, and lists of offers and requests."""

from flask import Response, g
from flask_openapi.models.file import FileStorage
from pydantic import Field
from werkzeug.datastructures import FileStorage as UploadedPart

from matchers.said import said
from service.api.blueprints import NEEDS_KEY, api_blueprint, problems
from service.api.fields import Country, Identifier, Request
from service.api.meta import respond
from service.api.write_answers import DuplicatePair, ImportAnswer, WriteAnswer
from service.auth.policy import Scope
from service.auth.reach import clusters_within, require_cluster
from service.errors import FieldProblem, InvalidRequestError
from service.imports.limits import FileLimits
from service.imports.ready import MembersRequest, networks_told
from service.imports.report import ImportReport
from service.imports.run import UploadedFile, import_members, import_profiles
from service.runtime import current_runtime

blueprint = api_blueprint("imports", "Lists of members, offers and requests, as CSV or a spreadsheet.")


class MembersForm(Request):
    """A list of members and whose it is."""

    file: FileStorage = Field(description="The list: CSV, XLSX, XLS or ODS, with Italian or English headers.")
    cluster: Identifier = Field(description="The cluster's id.")
    cluster_name: str | None = Field(default=None, max_length=200, description="Its name in English, to make it.")
    network: list[str] = Field(
        default=[], max_length=20, description="Networks it is part of: an id, or `id=Name` to make one."
    )
    country: Country | None = Field(default=None, description="ISO code, for rows that tell none.")
    decisions: FileStorage | None = Field(default=None, description="Duplicates that are the same, as CSV.")
    dry_run: bool = Field(default=False, description="Only say what would be done.")


@blueprint.post(
    "/imports/members",
    responses={200: ImportAnswer, **problems(413)},
    security=NEEDS_KEY,
)
def post_members(form: MembersForm) -> Response:
    """Import a cluster's own list, all of it or nothing; likely duplicates are told, never merged unless decided."""
    require_cluster(form.cluster)
    if form.network and g.scope is not Scope.ANY:
        raise InvalidRequestError(
            FieldProblem(field="network", message=said("Only an administrator puts it in a network."))
        )
    limits = FileLimits(bytes=current_runtime().settings.max_body_bytes)
    file = UploadedFile(sent_bytes(form.file, "file"), form.file.filename or "the file", limits)
    wanted = MembersRequest(
        cluster_id=form.cluster,
        cluster_names={"en": form.cluster_name} if form.cluster_name else {},
        networks=networks_told(form.network),
        country=form.country,
        decisions=sent_bytes(form.decisions, "decisions") if form.decisions is not None else None,
        dry_run=form.dry_run,
    )
    return _told(import_members(current_runtime().graph(), file, wanted, within=clusters_within()))


class ProfilesForm(Request):
    """A list of offers and requests."""

    file: FileStorage = Field(description="The list: CSV, XLSX, XLS or ODS, with Italian or English headers.")
    dry_run: bool = Field(default=False, description="Only say what would be done.")


@blueprint.post(
    "/imports/profiles",
    responses={200: ImportAnswer, **problems(413)},
    security=NEEDS_KEY,
)
def post_profiles(form: ProfilesForm) -> Response:
    """Import a list of offers and requests of organisations that are in the graph, all of it or nothing."""
    limits = FileLimits(bytes=current_runtime().settings.max_body_bytes)
    file = UploadedFile(sent_bytes(form.file, "file"), form.file.filename or "the file", limits)
    return _told(import_profiles(current_runtime().graph(), file, clusters_within(), dry_run=form.dry_run))


def _told(report: ImportReport) -> Response:
    return respond(
        ImportAnswer(
            source=report.source,
            dry_run=report.is_dry_run,
            found=report.found,
            written=WriteAnswer.model_validate(report.summary),
            duplicates=[DuplicatePair.model_validate(pair) for pair in report.duplicates],
            notices=list(report.notices),
        )
    )


def sent_bytes(upload: object, field: str) -> bytes:
    """Return what was uploaded; the library lets plain text through where a file is wanted."""
    if not isinstance(upload, UploadedPart):
        raise InvalidRequestError(FieldProblem(field=field, message=said("Send a file, as multipart/form-data does.")))
    return bytes(upload.read())
