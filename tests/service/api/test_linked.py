"""Organisations as JSON-LD, by themselves and in their page, and as CSV; a name that looks like code is only a name."""

import csv
import json
import re
from io import StringIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.service.world import EVIL_NAME

V1 = "/api/v1"
IN_PAGE = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def node(client: FlaskClient, organisation: str) -> dict[str, Any]:
    answer = client.get(f"{V1}/organisations/{organisation}/jsonld")
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/ld+json"
    return dict(json.loads(answer.text))


def test_an_organisation_is_told_in_the_terms_of_schema_org(client: FlaskClient) -> None:
    told = node(client, "turbina")
    assert (told["@context"], told["@type"], told["name"]) == ("https://schema.org", "Organization", "TURBINA SRL")
    assert told["@id"].endswith("/organisations/turbina")
    assert {"@type": "PropertyValue", "propertyID": "Filiera", "value": "turbina"} in told["identifier"]
    assert told["address"] == {"@type": "PostalAddress", "addressLocality": "Milano", "addressCountry": "IT"}
    assert told["knowsAbout"] == [{"@type": "DefinedTerm", "termCode": "wind-turbines", "name": "Wind turbines"}]
    assert [cluster["identifier"] for cluster in told["memberOf"]] == ["lombardy"]
    assert told["numberOfEmployees"] == {"@type": "QuantitativeValue", "value": 40}
    assert told["foundingDate"] == "1978"


def test_public_ids_are_told_as_properties_and_where_schema_org_has_a_term_by_it(client: FlaskClient) -> None:
    told = node(client, "polimi")
    assert (told["leiCode"], told["sameAs"]) == ("815600EAD78C57FCE690", "https://ror.org/01nffqt88")
    schemes = {one["propertyID"]: one["value"] for one in told["identifier"]}
    assert schemes == {"Filiera": "polimi", "LEI": "815600EAD78C57FCE690", "ROR": "01nffqt88"}


@pytest.mark.parametrize(
    ("organisation", "kind"),
    [("polimi", "CollegeOrUniversity"), ("ricerca", "ResearchOrganization"), ("comune", "GovernmentOrganization")],
)
def test_kinds_have_the_types_of_schema_org(client: FlaskClient, organisation: str, kind: str) -> None:
    assert node(client, organisation)["@type"] == kind


def test_what_is_not_known_is_left_out(client: FlaskClient) -> None:
    told = node(client, "kind-unknown")
    assert {"address", "knowsAbout", "memberOf", "vatID", "foundingDate"}.isdisjoint(told)


def test_a_website_that_is_no_web_address_is_left_out(client: FlaskClient) -> None:
    assert "url" not in node(client, "x:evil-1")


@pytest.mark.parametrize("organisation", ["turbina", "x:evil-1"])
def test_the_page_has_the_same_and_no_name_can_end_it(client: FlaskClient, organisation: str) -> None:
    page = client.get(f"/organisations/{organisation}").text
    (told,) = IN_PAGE.findall(page)
    assert json.loads(told) == node(client, organisation)
    assert "<" not in told
    assert "<script>alert(1)" not in page


def test_organisations_are_listed_as_csv_without_formulas(client: FlaskClient) -> None:
    answer = client.get(f"{V1}/organisations.csv?capability=storage")
    assert answer.mimetype == "text/csv"
    rows = list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))
    assert {row["id"] for row in rows} == {"cavi", "uni-no", "sintest", "x:evil-1"}
    assert EVIL_NAME[:10] in next(row["name"] for row in rows if row["id"] == "x:evil-1")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_what_is_not_there_has_no_linked_data(client: FlaskClient) -> None:
    assert client.get(f"{V1}/organisations/nobody/jsonld").status_code == 404
