"""Whom an organisation shows what of itself: chosen in its name, and put on record."""

from collections.abc import Mapping

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.audiences import Audience, audience_fields
from service.auth.audit import record
from service.runtime import Runtime


def chosen_audiences(runtime: Runtime, organisation_id: str) -> dict[str, Audience]:
    """Return the audience of each field of an organisation, as the graph has it."""
    told = {row.field: row.audience for row in store.read_audiences(runtime.graph(), organisation_id)}
    return {field: told.get(field, Audience.PUBLIC) for field in audience_fields()}


def choose_audiences(runtime: Runtime, organisation_id: str, chosen: Mapping[str, Audience]) -> dict[str, Audience]:
    """Let fields of an organisation be for an audience, and return those of all of its fields.

    It counts in the answers as soon as the snapshot follows, within about two seconds. Raises UnknownOrganisationError
    for one that the graph does not have.
    """
    if store.write_audiences(runtime.graph(), organisation_id, chosen).is_changed:
        told = ", ".join(f"{field} {audience}" for field, audience in chosen.items())
        record(runtime.graph(), AuditKind.AUDIENCE_CHANGED, about=f"{organisation_id}: {told}")
    return chosen_audiences(runtime, organisation_id)
