"""A member list from upload to import, for pages and API: kept, looked at, imported after a yes, and put on record."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from graph_schema.account_records import AuditKind
from service.auth.audit import record
from service.auth.reach import clusters_within
from service.auth.viewer import current_viewer
from service.errors import BodyTooLargeError, ListInUseError, UnusableFileError
from service.exports.table import Table
from service.imports.kept import KeptList, KeptLists, KeptOutcome
from service.imports.limits import FileLimits
from service.imports.preview import MembersPreview, preview_members
from service.imports.ready import MembersRequest
from service.imports.run import UploadedFile, import_members
from service.languages import spoken
from service.runtime import current_runtime


def upload(cluster_id: str, name: str, data: bytes, country: str | None) -> tuple[KeptList, MembersPreview]:
    """Look at a list and keep it until its owner says yes; a file that cannot be used is not kept, but put on record.

    Raises ImportTooLargeError, ImportFileError, and the errors of the graph.
    """
    with _refusals_on_record(cluster_id, name):
        preview = _preview(cluster_id, _file(name, data), country)
        return _lists().keep(current_viewer().id, cluster_id, name, data, country), preview


def waiting(cluster_id: str) -> tuple[KeptList, ...]:
    """Return the lists that the one who asks has uploaded for a cluster, the latest first."""
    return _lists().of(current_viewer().id, cluster_id)


def look(cluster_id: str, list_id: str) -> tuple[KeptList, MembersPreview | None]:
    """Return an uploaded list and what it would do now; None once it was imported. NotFoundError for no list."""
    kept = _lists().find(list_id, current_viewer().id, cluster_id)
    if kept.outcome is not None:
        return kept, None
    return kept, _preview(cluster_id, _file(kept.file, _lists().data(kept)), kept.country)


def carry_out(cluster_id: str, list_id: str) -> KeptList:
    """Import a list; a second time tells what the first one did. All of it is written or nothing.

    Raises NotFoundError for no list, ListInUseError while it is being imported, and as `import_members`.
    """
    lists = _lists()
    kept = lists.find(list_id, current_viewer().id, cluster_id)
    with _refusals_on_record(cluster_id, kept.file), lists.taking(kept) as now:
        if now.outcome is not None:
            return now
        request = MembersRequest(cluster_id, country=now.country)
        graph = current_runtime().graph()
        report = import_members(graph, _file(now.file, lists.data(now)), request, within=clusters_within())
        counts = report.summary.counts["organisations"]
        outcome = KeptOutcome(
            at=datetime.now(UTC), new=counts.created, changed=counts.changed, unchanged=counts.unchanged
        )
        record(graph, AuditKind.LIST_IMPORTED, about=f"{cluster_id}: {now.file}")
        return lists.finish(now, outcome)


def put_away(cluster_id: str, list_id: str) -> None:
    """Remove an uploaded list, imported or not; errors as `carry_out`."""
    lists = _lists()
    with lists.taking(lists.find(list_id, current_viewer().id, cluster_id)) as now:
        lists.remove(now)


def errors_table(preview: MembersPreview) -> Table:
    """Return what is wrong with a list's rows, to be mended one by one."""
    return Table(
        "Errors",
        "A row is one thing to mend before the list can be imported.",
        ("Row", "Column", "What to do"),
        tuple((error.line, error.column, spoken(error.problem)) for error in preview.errors),
    )


def _lists() -> KeptLists:
    return KeptLists(current_runtime().settings.lists_dir)


def _file(name: str, data: bytes) -> UploadedFile:
    return UploadedFile(data, name, FileLimits(bytes=current_runtime().settings.max_body_bytes))


def _preview(cluster_id: str, file: UploadedFile, country: str | None) -> MembersPreview:
    request = MembersRequest(cluster_id, country=country)
    return preview_members(current_runtime().graph(), file, request, within=clusters_within())


@contextmanager
def _refusals_on_record(cluster_id: str, name: str) -> Iterator[None]:
    try:
        yield
    except (UnusableFileError, BodyTooLargeError, ListInUseError):
        record(current_runtime().graph(), AuditKind.LIST_REFUSED, about=f"{cluster_id}: {name}")
        raise
