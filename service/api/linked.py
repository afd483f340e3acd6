"""Organisations in the forms that other systems read: linked data, and tables."""

from typing import Final

from flask import Response, current_app
from pydantic import Field

from matchers import directory
from matchers.directory_results import OrganisationSearch
from matchers.paging import Page
from service.api.blueprints import api_blueprint, problems
from service.api.queries import FilterQuery, NoQuery, OrganisationPath
from service.exports import csv_file
from service.exports.table import Table, listed
from service.linked_data import organisation_node
from service.runtime import current_runtime

JSON_LD: Final = "application/ld+json"
COLUMNS: Final = ("id", "name", "kind", "country", "city", "clusters", "capabilities", "projects")
MOST_ROWS: Final = 10_000

blueprint = api_blueprint("linked", "Organisations in the forms that other systems read.")


class TableQuery(FilterQuery):
    """Which organisations the table has."""

    q: str = Field(default="", max_length=1_000, description="Words of the name, place or capabilities, in any order.")


@blueprint.get(
    "/organisations/<organisation_id>/jsonld",
    responses={200: {"content": {JSON_LD: {"schema": {"type": "object"}}}}, **problems(404)},
)
def get_linked_organisation(path: OrganisationPath, query: NoQuery) -> Response:  # noqa: ARG001  refuses parameters
    """Tell one organisation as JSON-LD, in the terms of schema.org, with its public ids."""
    detail = directory.organisation_detail(current_runtime().snapshot(), path.organisation_id)
    return Response(current_app.json.dumps(organisation_node(detail)), mimetype=JSON_LD)


@blueprint.get(
    "/organisations.csv",
    responses={200: {"content": {csv_file.MIME: {"schema": {"type": "string"}}}}, **problems(404)},
)
def list_organisations_as_csv(query: TableQuery) -> Response:
    """List organisations as CSV, at most 10,000, found as the search finds them; no cell is a formula."""
    search = OrganisationSearch(words=query.q, filter=query.filter(), page=Page(size=MOST_ROWS))
    cards = directory.search_organisations(current_runtime().snapshot(), search).items
    rows = tuple(
        (
            card.id,
            card.name,
            card.kind,
            card.country,
            card.city,
            listed(card.clusters),
            listed([label for _, label in card.capabilities]),
            card.projects,
        )
        for card in cards
    )
    table = Table("organisations", "An organisation a row.", COLUMNS, rows)
    return Response(csv_file.csv_bytes(table), mimetype=csv_file.MIME)
