"""Capabilities that an organisation says are not its own, for pages and API: said, taken back, on record."""

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.errors import NamedByItselfError
from graph_schema.store import WriteSummary
from matchers.said import said
from matchers.snapshot.audiences import FROM_DESCRIPTION
from service.auth.audit import record
from service.auth.viewer import current_viewer
from service.errors import FieldProblem, InvalidRequestError
from service.runtime import Runtime


def dispute(runtime: Runtime, organisation_id: str, capability_id: str) -> WriteSummary:
    """Say in an organisation's name that a capability is not its own; it is gone everywhere within two seconds.

    Raises InvalidRequestError for one that it names itself, UnknownTagError for one that nobody says it has.
    """
    graph = runtime.graph()
    try:
        summary = store.dispute(graph, organisation_id, capability_id, current_viewer().name, FROM_DESCRIPTION)
    except NamedByItselfError as error:
        message = said("You name it yourself: take it out of the capabilities that you name.")
        raise InvalidRequestError(FieldProblem(field="capability", message=message)) from error
    if summary.is_changed:
        record(graph, AuditKind.CAPABILITY_DISPUTED, about=f"{organisation_id}: {capability_id}")
    return summary


def accept_again(runtime: Runtime, organisation_id: str, capability_id: str) -> WriteSummary:
    """Take that back; UnknownTagError where it was not said."""
    graph = runtime.graph()
    summary = store.accept_again(graph, organisation_id, capability_id)
    record(graph, AuditKind.CAPABILITY_ACCEPTED, about=f"{organisation_id}: {capability_id}")
    return summary
