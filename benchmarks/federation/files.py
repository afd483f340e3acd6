"""A federation as CORDIS' two tables, written a part at a time."""

import csv
from collections.abc import Iterable
from pathlib import Path

from benchmarks.federation.generate import Federation
from graph_schema.records import Organisation, OrganisationKind, Participation, Project

_ACTIVITY = {
    OrganisationKind.FIRM: "PRC",
    OrganisationKind.UNIVERSITY: "HES",
    OrganisationKind.RESEARCH_CENTRE: "REC",
    OrganisationKind.PUBLIC_BODY: "PUB",
}
_PROJECT = ("id", "acronym", "title", "startDate", "endDate", "topics", "frameworkProgramme", "masterCall")
_ORGANISATION = ("projectID", "organisationID", "name", "SME", "activityType", "city", "country", "geolocation")


def write_cordis(federation: Federation, folder: Path) -> None:
    """Write project.csv and organization.csv; organisations in no project are not in these tables."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        (folder / "project.csv").open("w", encoding="utf-8", newline="") as projects,
        (folder / "organization.csv").open("w", encoding="utf-8", newline="") as organisations,
    ):
        to_projects = csv.writer(projects, delimiter=";", lineterminator="\n")
        to_organisations = csv.writer(organisations, delimiter=";", lineterminator="\n")
        to_projects.writerow([*_PROJECT, "fundingScheme", "objective"])
        to_organisations.writerow([*_ORGANISATION, "order", "role"])
        for part in federation.parts():
            known = {row.id: row for row in part.organisations}
            to_projects.writerows(_project(row) for row in part.projects)
            to_organisations.writerows(_participations(part.participations, known))


def _project(row: Project) -> tuple[str | None, ...]:
    days = tuple(day.isoformat() if day else "" for day in (row.start, row.end))
    told = (*days, ";".join(row.topics), row.programme, row.call, row.funding_scheme, row.objective)
    return (row.id, row.acronym, row.title, *told)


def _participations(ties: Iterable[Participation], known: dict[str, Organisation]) -> Iterable[tuple[object, ...]]:
    """Yield rows; of an organisation of an earlier copy only what ties it, since its own rows tell the rest."""
    for tie in ties:
        row = known.get(tie.organisation_id)
        told: tuple[object, ...] = ("",) * 6
        if row is not None:
            place = f"{row.latitude},{row.longitude}" if row.latitude is not None else ""
            sme = "" if row.is_sme is None else str(row.is_sme).lower()
            told = (row.name, sme, _ACTIVITY.get(row.kind, "OTH"), row.city, row.country, place)
        yield (tie.project_id, tie.organisation_id, *told, tie.order, str(tie.role))
