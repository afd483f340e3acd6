"""One organisation from the several rows that a source has of it, the same way every time."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from graph_schema.records import KindEvidence, Organisation, OrganisationKind
from service.imports.cordis_records import ParticipationRecord
from service.imports.kinds import KindClaim, kind_from_name

_STATED: Final = {
    "PRC": OrganisationKind.FIRM,
    "HES": OrganisationKind.UNIVERSITY,
    "REC": OrganisationKind.RESEARCH_CENTRE,
    "PUB": OrganisationKind.PUBLIC_BODY,
    "OTH": OrganisationKind.OTHER,
}
_PIC_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class Sighting:
    """A row about an organisation and the start of the project it stands in."""

    record: ParticipationRecord
    seen: date


def merged_organisation(identifier: str, sightings: Sequence[Sighting]) -> Organisation:
    """Return one organisation: of each field the most frequent value, of equals the latest, then the first by sort."""
    name = _best(sightings, lambda record: record.name) or identifier
    kind, evidence = _kind(_best(sightings, lambda record: record.activity_type), name)
    latitude, longitude = _best(sightings, lambda record: record.coordinates) or (None, None)
    return Organisation(
        id=identifier,
        name=name,
        kind=kind,
        kind_evidence=evidence,
        country=_best(sightings, lambda record: record.country),
        region=_best(sightings, lambda record: record.region),
        city=_best(sightings, lambda record: record.city),
        latitude=latitude,
        longitude=longitude,
        website=_best(sightings, lambda record: record.website),
        is_sme=_best(sightings, lambda record: record.is_sme),
        pic=identifier if len(identifier) == _PIC_DIGITS and identifier.isdecimal() else None,
        vat=_best(sightings, lambda record: record.vat),
    )


def _kind(activity_type: str | None, name: str) -> KindClaim:
    """Return the stated kind; "OTH" and nothing leave it to the name, "OTH" only whether it is an association."""
    told = kind_from_name(name)
    if activity_type is None:
        return told
    stated = _STATED[activity_type]
    if stated is OrganisationKind.OTHER and told[0] is OrganisationKind.ASSOCIATION:
        return told
    return stated, KindEvidence.STATED


def _best(sightings: Iterable[Sighting], field: Callable[[ParticipationRecord], Any]) -> Any:  # noqa: ANN401 - any field
    counts: Counter[Any] = Counter()
    latest: dict[Any, date] = {}
    for sighting in sightings:
        value = field(sighting.record)
        if value is not None:
            counts[value] += 1
            latest[value] = max(sighting.seen, latest.get(value, date.min))
    ranked = sorted(counts, key=str)
    return max(ranked, key=lambda value: (counts[value], latest[value]), default=None)
