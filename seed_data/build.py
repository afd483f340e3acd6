"""Make the tables of this folder from CORDIS' own: `python -m seed_data.build DIR`.

DIR holds project.csv, organization.csv (CORDIS' columns, with objectives) and cluster_members.csv
(`org;name;city;activityType;cluster`). The same DIR and vocabulary give the same bytes. Objectives are read for tagging
and left behind.
"""

import argparse
import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from service.imports.cordis_records import topics_of
from service.imports.tagging import vocabulary_tagger

Row = dict[str, str]

HERE: Final = Path(__file__).parent
PROJECTS: Final = "cordis-h2020-energy"
PROJECT_COLUMNS: Final = (
    *("id", "acronym", "title", "startDate", "endDate"),
    *("legalBasis", "topics", "frameworkProgramme", "masterCall", "fundingScheme"),
)
PARTICIPATION_COLUMNS: Final = (
    *("projectID", "projectAcronym", "organisationID", "name", "SME", "activityType"),
    *("city", "country", "geolocation", "organizationURL", "order", "role"),
)
TAG_COLUMNS: Final = ("project", "capability", "strength", "evidence")
MEMBER_COLUMNS: Final = ("organisationID", "name", "city", "country", "region")

_LONGEST_CELL: Final = 1_000_000
"""Characters; an objective has a few thousand."""


class SeedDataError(Exception):
    """The tables cannot be made; `str()` is a sentence that says what to do."""


def build(source: Path, target: Path) -> dict[str, int]:
    """Write all tables under `target`, which has clusters.csv and places.csv; return the number of rows of each.

    Raises SeedDataError when a table, a column, a cluster or a place is missing.
    """
    members = read_table(source / "cluster_members.csv", ("org", "name", "city", "cluster"))
    participations, projects = _taken_part_in(source, {row["org"] for row in members})
    tables: dict[str, tuple[Sequence[str], list[Row]]] = {
        f"{PROJECTS}/project.csv": (PROJECT_COLUMNS, projects),
        f"{PROJECTS}/organization.csv": (PARTICIPATION_COLUMNS, participations),
        f"{PROJECTS}/project_capabilities.csv": (TAG_COLUMNS, _tags(projects)),
    }
    places = {row["source"]: row["place"] for row in read_table(target / "places.csv", ("source", "place"))}
    for cluster in read_table(target / "clusters.csv", ("id", "country", "region")):
        own = [_member(row, cluster, places) for row in members if row["cluster"] == cluster["id"]]
        tables[f"{cluster['id']}/members.csv"] = (MEMBER_COLUMNS, sorted(own, key=lambda row: row["organisationID"]))
    for name, (columns, rows) in tables.items():
        write_table(target / name, columns, rows)
    return {name: len(rows) for name, (_, rows) in tables.items()}


def read_table(path: Path, needed: Iterable[str]) -> list[Row]:
    """Return a table's rows by column; raises SeedDataError if it, or a column that is needed, is not there."""
    if not path.is_file():
        raise SeedDataError(f"{path} is missing: give the folder that holds CORDIS' tables and {path.name}.")
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, delimiter=";")
        missing = set(needed) - set(reader.fieldnames or ())
        if missing:
            raise SeedDataError(f"{path} has no column {', '.join(sorted(missing))}: add it.")
        return list(reader)


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write the columns of rows that a table is to have, as README.md lays out."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=";", lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def _taken_part_in(source: Path, members: set[str]) -> tuple[list[Row], list[Row]]:
    """Return all participations in projects that a member takes part in, and these projects."""
    everyone = read_table(source / "organization.csv", PARTICIPATION_COLUMNS)
    ours = {row["projectID"] for row in everyone if row["organisationID"] in members}
    participations = [row for row in everyone if row["projectID"] in ours]
    projects = [row for row in read_table(source / "project.csv", (*PROJECT_COLUMNS, "objective")) if row["id"] in ours]
    return (
        sorted(participations, key=lambda row: (row["projectID"], int(row["order"]), row["organisationID"])),
        sorted(projects, key=lambda row: row["id"]),
    )


def _tags(projects: Iterable[Row]) -> list[Row]:
    tagger = vocabulary_tagger()
    return [
        dict(zip(TAG_COLUMNS, (row["id"], tag.capability, f"{tag.strength:.3f}", tag.evidence), strict=True))
        for row in projects
        for tag in tagger.tag_project(row["title"], row["objective"], topics_of(row["topics"]), row["acronym"])
    ]


def _member(row: Row, cluster: Row, places: dict[str, str]) -> Row:
    city = row["city"].strip()
    if city and city not in places:
        raise SeedDataError(f"places.csv does not have {city!r}, the city of {row['name']}: add its readable name.")
    values = (row["org"], row["name"], places.get(city, ""), cluster["country"], cluster["region"])
    return dict(zip(MEMBER_COLUMNS, values, strict=True))


def main() -> None:
    """Build the tables from the folder on the command line and tell how many rows each has."""
    parser = argparse.ArgumentParser(prog="python -m seed_data.build", description="Make the seed data's tables.")
    parser.add_argument("source", type=Path, help="folder with project.csv, organization.csv and cluster_members.csv")
    try:
        counts = build(parser.parse_args().source, HERE)
    except SeedDataError as error:
        sys.exit(str(error))
    sys.stdout.writelines(f"{count:6} rows  {name}\n" for name, count in counts.items())


if __name__ == "__main__":
    main()
