"""Who may write, what is written, and what happens without a database."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph_schema import store
from graph_schema.connection import Graph, GraphAddress
from graph_schema.records import Cluster, GraphRows, KindEvidence, OrganisationKind, SizeClass
from service.app import create_app
from tests.service.world import EVIL_NAME, settings_over

ORGANISATION = "/api/v1/organisations/my:firm-1"
IMPORT = "/api/v1/imports/members"
KEY = "another key that only tests know"
HEADER = {"Authorization": f"Bearer {KEY}"}
LIST = b"Nome;Citta;Partita IVA\nAlfa Srl;Milano;\nBeta SpA;Bergamo;\n"


@pytest.fixture
def writing(world: Path, database: GraphAddress, graph: Graph) -> FlaskClient:
    """The application over the small world and a real database that has the vocabulary and one cluster."""
    store.sync_vocabulary(graph)
    store.write_rows(graph, GraphRows("test", clusters=(Cluster("lombardy", {"en": "Lombardy"}),)))
    settings = settings_over(world, database, write_key=KEY, max_body_bytes=100_000)
    return create_app(settings).test_client()


def form(data: bytes = LIST, name: str = "members.csv", **fields: str) -> dict[str, Any]:
    return {"file": (BytesIO(data), name), "cluster": "lombardy", **fields}


@pytest.mark.parametrize(
    ("header", "status", "words"),
    [
        ({}, 401, "Authorization"),
        ({"Authorization": "Bearer wrong"}, 401, "does not count"),
        ({"Authorization": "Bearer é"}, 401, "does not count"),
        ({"Authorization": "Basic YTpi"}, 401, "Authorization"),
        ({"Authorization": "Bearer"}, 401, "Authorization"),
    ],
)
@pytest.mark.parametrize(("method", "path"), [("PUT", ORGANISATION), ("POST", IMPORT)])
def test_writing_needs_the_key(  # the same for every way to write
    client: FlaskClient, method: str, path: str, header: dict[str, str], status: int, words: str
) -> None:
    response = client.open(path, method=method, headers=header, json={"name": "A"})
    assert response.status_code == status
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert response.json is not None
    assert words in response.json["detail"]


def test_without_a_key_in_the_settings_only_those_of_accounts_count(empty_client: FlaskClient) -> None:
    response = empty_client.put(ORGANISATION, json={"name": "A"}, headers=HEADER)
    assert response.status_code == 401
    assert response.json is not None
    assert "page of your account" in response.json["detail"]


def test_without_a_database_writing_says_when_to_try_again(client: FlaskClient, write_header: dict[str, str]) -> None:
    for response in (
        client.put(ORGANISATION, json={"name": "A"}, headers=write_header),
        client.post(IMPORT, data=form(), headers=write_header),
    ):
        assert response.status_code == 503
        assert int(response.headers["Retry-After"]) > 0


def test_an_organisation_is_created_then_changed_then_left_alone(writing: FlaskClient, graph: Graph) -> None:
    body = {
        "name": EVIL_NAME,
        "kind": "firm",
        "country": "it",
        "website": "https://firm.example/",
        "employees": 40,
        "size_class": "small",
        "founded": 1978,
        "family_owned": True,
        "seeks_successor": False,
        "clusters": ["lombardy"],
        "capabilities": [{"id": "biogas", "evidence": "its own word"}],
    }
    first = writing.put(ORGANISATION, json=body, headers=HEADER)
    assert first.status_code == 200, first.text
    again = writing.put(ORGANISATION, json=body, headers=HEADER)
    unseen = {"name": f"\u202e{EVIL_NAME}\u200b", "city": "Mil\u00adano"}
    changed = writing.put(ORGANISATION, json=unseen, headers=HEADER)
    counts = [response.json["counts"]["organisations"] for response in (first, again, changed) if response.json]
    assert counts == [
        {"created": 1, "changed": 0, "unchanged": 0},
        {"created": 0, "changed": 0, "unchanged": 1},
        {"created": 0, "changed": 1, "unchanged": 0},
    ]
    rows = store.read_rows(graph)
    (organisation,) = rows.organisations
    assert (organisation.id, organisation.name, organisation.city) == ("my:firm-1", EVIL_NAME, "Milano")
    assert (organisation.kind, organisation.kind_evidence) == (OrganisationKind.FIRM, KindEvidence.STATED)
    assert organisation.country == "IT"
    assert (organisation.employees, organisation.size_class, organisation.founded) == (40, SizeClass.SMALL, 1978)
    assert (organisation.family_owned, organisation.seeks_successor) == (True, False)
    assert [tie.cluster_id for tie in rows.memberships] == ["lombardy"]
    assert [tag.capability_id for tag in rows.organisation_tags] == ["biogas"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "A", "kind": "bakery"}, "kind"),
        ({"name": "A", "country": "XX"}, "country"),
        ({"name": "A", "latitude": 91}, "latitude"),
        ({"name": "A", "website": "javascript:alert(1)"}, "website"),
        ({"name": "A", "pic": "12"}, "pic"),
        ({"name": "A", "nmae": "B"}, "nmae"),
        ({"name": "A", "clusters": ["atlantis"]}, "clusters.0"),
        ({"name": "A", "capabilities": [{"id": "magic", "evidence": "e"}]}, "capabilities.0.id"),
        ({"name": "A", "capabilities": [{"id": "biogas"}]}, "capabilities.0.evidence"),
        ({"name": "A", "capabilities": [{"id": "biogas", "evidence": "e", "strength": 2}]}, "capabilities.0.strength"),
    ],
)
def test_a_wrong_organisation_is_refused_by_field(
    client: FlaskClient, write_header: dict[str, str], body: dict[str, Any], field: str
) -> None:
    response = client.put(ORGANISATION, json=body, headers=write_header)
    assert response.status_code == 422
    assert response.json is not None
    assert [error["field"] for error in response.json["errors"]] == [field]


@pytest.mark.parametrize("organisation_id", ["a b", "`", "-a", "é", "x" * 201])
def test_an_id_is_made_of_letters_digits_and_few_signs(
    client: FlaskClient, write_header: dict[str, str], organisation_id: str
) -> None:
    response = client.put(f"/api/v1/organisations/{organisation_id}", json={"name": "A"}, headers=write_header)
    assert response.status_code == 422


def test_a_dry_run_writes_nothing_and_a_real_one_does(writing: FlaskClient, graph: Graph) -> None:
    tried = writing.post(IMPORT, data=form(dry_run="true"), headers=HEADER)
    assert tried.status_code == 200, tried.text
    assert tried.json is not None
    assert (tried.json["dry_run"], tried.json["found"]["organisations"]) == (True, 2)
    assert store.read_rows(graph).organisations == ()
    done = writing.post(IMPORT, data=form(), headers=HEADER)
    assert done.json is not None
    assert done.json["written"]["counts"]["organisations"]["created"] == 2
    assert {row.name for row in store.read_rows(graph).organisations} == {"Alfa Srl", "Beta SpA"}


def test_wrong_rows_are_named_by_line(writing: FlaskClient, graph: Graph) -> None:
    response = writing.post(IMPORT, data=form(b"Name;Country\nAlfa;Italy\nBeta;Atlantis\n"), headers=HEADER)
    assert response.status_code == 422
    assert response.json is not None
    assert response.json["errors"][0]["field"].startswith("line 3")
    assert store.read_rows(graph).organisations == ()


def test_a_form_field_that_is_too_long_is_told_apart_from_a_body_that_is(writing: FlaskClient) -> None:
    writing.application.config["MAX_FORM_MEMORY_SIZE"] = 10_000
    response = writing.post(IMPORT, data=form(b"name\nA\n") | {"cluster_name": "x" * 20_000}, headers=HEADER)
    assert response.status_code == 413
    assert response.json is not None
    assert "field of the form" in response.json["detail"]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", 422),
        (b"\x00\x01\x02\x7fELF", 422),
        (b"Name;City\n" + b'"half', 422),
        (b";".join(b"c%d" % column for column in range(10_000)), 422),
        (b"x" * 200_000, 413),
    ],
    ids=["empty", "binary", "half-written", "10,000 columns", "too large"],
)
def test_an_unusable_file_is_refused_with_the_reason(writing: FlaskClient, data: bytes, status: int) -> None:
    response = writing.post(IMPORT, data=form(data), headers=HEADER)
    assert response.status_code == status
    assert response.json is not None
    assert response.json["detail"]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "file"),
        ({"file": "text", "cluster": "lombardy"}, "file"),
        (form(dry_run="perhaps"), "dry_run"),
        (form(country="Atlantis"), "country"),
        (form(colour="red"), "colour"),
    ],
)
def test_a_wrong_form_is_refused_by_field(
    client: FlaskClient, write_header: dict[str, str], data: dict[str, Any], field: str
) -> None:
    response = client.post(IMPORT, data=data, headers=write_header, content_type="multipart/form-data")
    assert response.status_code == 422, response.text
    assert response.json is not None
    assert field in [error["field"] for error in response.json["errors"]]
