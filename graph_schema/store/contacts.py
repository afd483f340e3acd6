"""Contact persons: kept apart from organisations and out of every snapshot, and erased for good."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from neo4j import ManagedTransaction

from graph_schema.audiences import ConsentAudience
from graph_schema.connection import Graph
from graph_schema.contact_records import Consent, Contact, Person
from graph_schema.errors import UnknownContactError, UnknownOrganisationError
from graph_schema.store.query_files import Row, row_of, rows_of, run

ERASED: Final = "[erased]"
"""What stands in what was said, in the place of someone who was erased."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Where an organisation still names someone: in its description, and in how many offers and requests."""

    in_description: bool
    in_profiles: int


def read_contacts(graph: Graph, organisation_id: str) -> tuple[Contact, ...]:
    """Read the contact persons of an organisation by name, whether or not they may be shown."""
    rows = graph.read(lambda tx: rows_of(tx, "read_contacts", organisation_id=organisation_id))
    return tuple(_contact(**row) for row in rows)


def write_contact(
    graph: Graph, organisation_id: str, contact_id: str, person: Person, consent: Consent | None = None
) -> None:
    """Put what is told of a contact person in the place of what was; with a consent also add one who is not there yet.

    Raises UnknownOrganisationError or UnknownContactError for what the graph does not have, also where the id is
    another organisation's contact person.
    """

    def work(tx: ManagedTransaction) -> tuple[bool, bool]:
        told = {"organisation_id": organisation_id, "id": contact_id, "now": datetime.now(UTC)}
        is_there = not rows_of(tx, "unknown_ids", ids=[organisation_id])
        found = row_of(tx, "write_contact", properties=asdict(person), is_new=consent is not None, **told)["found"]
        if found and consent is not None:
            row_of(tx, "write_consent", consent_id=uuid4().hex, properties=_properties(consent), **told)
        return is_there, bool(found)

    is_there, found = graph.write(work)
    if not is_there:
        raise UnknownOrganisationError(f"There is no organisation {organisation_id!r} in the graph.")
    if not found:
        raise _unknown(contact_id)


def write_consent(graph: Graph, organisation_id: str, contact_id: str, consent: Consent) -> None:
    """Record what a contact person agreed to, in the place of what they agreed to before; UnknownContactError."""
    told = {"consent_id": uuid4().hex, "properties": _properties(consent)}
    _done(graph, "write_consent", organisation_id, contact_id, **told)


def end_consent(graph: Graph, organisation_id: str, contact_id: str) -> bool:
    """Let a contact person's consent stand no more, and tell whether one stood; UnknownContactError."""
    return bool(_done(graph, "end_consent", organisation_id, contact_id)["ended"])


def erase_contact(graph: Graph, organisation_id: str, contact_id: str, words: Sequence[str] = ()) -> Mentions:
    """Erase a contact person, with all that they agreed to; UnknownContactError.

    `words` are those by which a text names them: in what was said in the organisation's introductions they become
    ERASED, and where else they stand is told, since the organisation wrote that itself.
    """

    def work(tx: ManagedTransaction) -> Mentions | None:
        if not row_of(tx, "erase_contact", organisation_id=organisation_id, id=contact_id)["found"]:
            return None
        told = {"organisation_id": organisation_id, "words": list(words)}
        run(tx, "erase_words", erased=ERASED, **told)
        return Mentions(**row_of(tx, "find_words", **told))

    found = graph.write(work)
    if found is None:
        raise _unknown(contact_id)
    return found


def _done(graph: Graph, query: str, organisation_id: str, contact_id: str, **told: object) -> Row:
    stamps = {"organisation_id": organisation_id, "id": contact_id, "now": datetime.now(UTC)}
    row = graph.write(lambda tx: row_of(tx, query, **stamps, **told))
    if not row["found"]:
        raise _unknown(contact_id)
    return row


def _unknown(contact_id: str) -> UnknownContactError:
    return UnknownContactError(f"There is no contact person {contact_id!r} of this organisation, or no more.")


def _properties(consent: Consent) -> dict[str, object]:
    return {"audience": str(consent.audience), "text": consent.text, "given": consent.given, "by": consent.by}


def _contact(contact: Row, consents: list[Row]) -> Contact:
    person = Person(contact["name"], contact["role"], contact["email"], contact["phone"])
    agreed = tuple(_consent(**row) for row in consents)
    return Contact(contact["id"], person, contact["created"].to_native(), agreed)


def _consent(**row: object) -> Consent:
    days = {name: value.to_native() for name, value in row.items() if hasattr(value, "to_native")}
    told = row | days | {"audience": ConsentAudience(str(row["audience"]))}
    return Consent(**told)  # type: ignore[arg-type]  # the driver's values are not typed
