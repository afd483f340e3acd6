"""What an import found and did."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph_schema.records import GraphRows, Organisation
from graph_schema.store import Identity, WriteSummary
from service.imports.duplicates import Duplicate


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and did; in a dry run `summary` tells what it would have done.

    `found` counts what the files hold; `duplicates` are for a person to decide; `notices` are sentences about what was
    left out. A file with errors has no report: it is refused with all of them.
    """

    source: str
    is_dry_run: bool
    found: dict[str, int]
    summary: WriteSummary
    duplicates: tuple[Duplicate, ...] = ()
    notices: tuple[str, ...] = ()


def found_counts(rows: GraphRows) -> dict[str, int]:
    """Count the rows of each sort that has any."""
    counts = {
        "organisations": len(rows.organisations),
        "projects": len(rows.projects),
        "participations": len(rows.participations),
        "networks": len(rows.networks),
        "clusters": len(rows.clusters),
        "memberships": len(rows.memberships),
        "project tags": len(rows.project_tags),
        "organisation tags": len(rows.organisation_tags),
        "profiles": len(rows.profiles),
        "profile tags": len(rows.profile_tags),
    }
    return {noun: count for noun, count in counts.items() if count}


def identities(organisations: Iterable[Organisation]) -> tuple[Identity, ...]:
    """Return what tells these organisations apart."""
    return tuple(Identity(row.id, row.name, row.country, row.pic, row.vat) for row in organisations)
