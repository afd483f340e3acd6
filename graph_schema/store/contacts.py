"""Contact persons: kept apart from organisations and out of every snapshot, and erased for good."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from neo4j import ManagedTransaction

from graph_schema.audiences import ConsentAudience
from graph_schema.connection import Graph
from graph_schema.contact_records import Consent, Contact, Person, naming
from graph_schema.errors import UnknownContactError, UnknownOrganisationError
from graph_schema.store.query_files import Row, row_of, rows_of, run
from graph_schema.store.versions import begin_write

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


def read_contact(graph: Graph, contact_id: str) -> tuple[str, Contact] | None:
    """Read a contact person by id, after the id of the organisation; None where nobody has it."""
    rows = graph.read(lambda tx: rows_of(tx, "read_contact", id=contact_id))
    return next(((row.pop("organisation_id"), _contact(**row)) for row in rows), None)


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
            row_of(tx, "write_consent", consent_id=consent.id or uuid4().hex, properties=_properties(consent), **told)
        return is_there, bool(found)

    is_there, found = graph.write(work)
    if not is_there:
        raise UnknownOrganisationError("There is no organisation with the id {value!r}.", value=organisation_id)
    if not found:
        raise _unknown(contact_id)


def write_consent(graph: Graph, organisation_id: str, contact_id: str, consent: Consent) -> None:
    """Record what a contact person is asked, in the place of what is not answered yet; UnknownContactError."""
    told = {"consent_id": consent.id or uuid4().hex, "properties": _properties(consent)}
    _done(graph, "write_consent", organisation_id, contact_id, **told)


def confirm_consent(graph: Graph, contact_id: str, consent_id: str) -> bool:
    """Let what a contact person was asked stand from now on, in the place of what stood; tell whether it did.

    It does once only, within its time, and while nothing else was asked in its place.
    """
    told = {"id": contact_id, "consent_id": consent_id, "now": datetime.now(UTC)}
    return bool(graph.write(lambda tx: row_of(tx, "confirm_consent", **told)["confirmed"]))


def end_consent(graph: Graph, organisation_id: str, contact_id: str) -> bool:
    """Let what a contact person agreed to or was asked count no more; tell whether any did. UnknownContactError."""
    return bool(_done(graph, "end_consent", organisation_id, contact_id)["ended"])


def end_question(graph: Graph, organisation_id: str, contact_id: str) -> None:
    """Let what a contact person was asked and has not answered be asked no more; UnknownContactError."""
    _done(graph, "end_question", organisation_id, contact_id)


def unanswered_contacts(graph: Graph, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return organisation and id of those contact persons who never agreed, and whose time to do so is over."""
    rows = graph.read(lambda tx: rows_of(tx, "read_unanswered_contacts", now=now))
    return tuple((row["organisation_id"], row["id"]) for row in rows)


def erase_contact(
    graph: Graph,
    organisation_id: str,
    contact_id: str,
    words: Sequence[str] = (),
    *,
    unanswered_at: datetime | None = None,
) -> Mentions:
    """Erase a contact person, with all that they agreed to; UnknownContactError.

    `words` are those by which a text names them (`naming`): in what was said in the organisation's introductions they
    become ERASED, and where else they stand is told, since the organisation wrote that itself. With `unanswered_at`
    only who never agreed and cannot any more at that moment is erased, and any other is none that is known.
    """
    named = naming(words)

    def work(tx: ManagedTransaction) -> Mentions | None:
        begin_write(tx)
        told = {"organisation_id": organisation_id}
        if not row_of(tx, "erase_contact", id=contact_id, unanswered_at=unanswered_at, **told)["found"]:
            return None
        run(tx, "write_said", rows=list(_without(named, rows_of(tx, "read_said", **told))))
        texts = row_of(tx, "read_own_texts", **told)
        in_profiles = sum(bool(named.search(text)) for text in texts["profiles"])
        return Mentions(bool(named.search(texts["description"])), in_profiles)

    found = graph.write(work)
    if found is None:
        raise _unknown(contact_id)
    return found


def _without(named: re.Pattern[str], rows: Iterable[Row]) -> Iterator[Row]:
    """Yield what was said, and by whom, without those who are to be erased, as far as it names them."""
    for row in rows:
        told = {name: row[name] and named.sub(ERASED, row[name]) for name in ("words", "by")}
        if told != {name: row[name] for name in told}:
            yield row | told


def _done(graph: Graph, query: str, organisation_id: str, contact_id: str, **told: object) -> Row:
    stamps = {"organisation_id": organisation_id, "id": contact_id, "now": datetime.now(UTC)}
    row = graph.write(lambda tx: row_of(tx, query, **stamps, **told))
    if not row["found"]:
        raise _unknown(contact_id)
    return row


def _unknown(contact_id: str) -> UnknownContactError:
    return UnknownContactError(
        "There is no contact person {contact_id!r} of this organisation, or no more.", contact_id=contact_id
    )


def _properties(consent: Consent) -> dict[str, object]:
    told = {name: getattr(consent, name) for name in ("text", "by", "language", "expires")}
    return told | {"audience": str(consent.audience)}


def _contact(contact: Row, consents: list[Row]) -> Contact:
    person = Person(contact["name"], contact["role"], contact["email"], contact["phone"])
    agreed = tuple(_consent(**row) for row in consents)
    return Contact(contact["id"], person, contact["created"].to_native(), agreed)


def _consent(**row: object) -> Consent:
    days = {name: value.to_native() for name, value in row.items() if hasattr(value, "to_native")}
    told = row | days | {"audience": ConsentAudience(str(row["audience"]))}
    return Consent(**told)  # type: ignore[arg-type]  # the driver's values are not typed
