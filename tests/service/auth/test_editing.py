"""The profile of an organisation as its own people, and the manager of its cluster, see and change it."""

import pytest
from flask import Flask

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph
from tests.service.auth.conftest import bearer, join, key_of, post

PAGE = "/organisations/turbina/profile"
ADDRESS = "/api/v1/organisations/turbina"
TOLD = {
    "name": "Turbina Srl",
    "description": "We build heat pumps for district heating.",
    "website": "www.turbina.example",
    "city": "Lodi",
    "country": "IT",
    "employees": "40",
    "size_class": "",
    "founded": "1978",
    "family_owned": "true",
    "new:0": "Pompe di calore",
    "shows:0": "Forty built since 1999",
    "new:1": "wind turbines",
}


def test_a_member_tells_of_its_organisation_and_the_page_says_from_where_it_is_known(
    walled: Flask, people_graph: Graph
) -> None:
    member = join(walled, people_graph, "member")
    assert "Not known yet" in member.get(PAGE).text
    assert post(member, PAGE, **TOLD).headers["Location"] == f"{PAGE}?done=saved"
    page = member.get(f"{PAGE}?done=saved").text
    for words in ("within two seconds", 'value="http://www.turbina.example/"', 'value="1978"', "told in its own name"):
        assert words in page
    assert 'name="keep:heat-pumps"' in page
    assert "Forty built since 1999" in page
    known = store.read_known(people_graph, "turbina")
    assert known.organisation.family_owned is True
    assert (known.organisation.latitude, known.organisation.longitude) == pytest.approx((45.3, 9.5), abs=0.1)
    evidence = {tag.capability_id: tag.evidence for tag in known.told_by_itself()}
    assert evidence["heat-pumps"] == 'in its own words: "Forty built since 1999"'
    assert evidence["wind-turbines"] == "named by itself"
    assert evidence["district-heating"].startswith("own description: ")
    (event,) = [one for one in store.read_audit_events(people_graph) if one.event is AuditKind.ORGANISATION_EDITED]
    assert event.about == "turbina"


def test_what_is_emptied_or_unchecked_is_taken_away(walled: Flask, people_graph: Graph) -> None:
    member = join(walled, people_graph, "member")
    post(member, PAGE, **TOLD)
    post(member, PAGE, name="Turbina Srl", description="", founded="")
    known = store.read_known(people_graph, "turbina")
    assert (known.organisation.description, known.organisation.founded) == (None, None)
    assert known.organisation.city == "Lodi"
    assert known.told_by_itself() == ()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " "}, "A name needs at least one letter"),
        ({"website": "javascript:alert(1)"}, "is no web address"),
        ({"employees": "many"}, "a whole number"),
        ({"employees": "40", "size_class": "micro"}, "are not micro"),
        ({"employees": "400", "is_sme": "true"}, "is no small or medium-sized enterprise"),
        ({"founded": "3000"}, "none that is to come"),
        ({"country": "XX"}, "ISO 3166-1"),
        ({"new:0": "perpetual motion"}, "is no capability of the vocabulary"),
    ],
)
def test_a_mistake_is_told_in_the_form_which_keeps_what_was_written(
    walled: Flask, people_graph: Graph, fields: dict[str, str], words: str
) -> None:
    member = join(walled, people_graph, "member")
    answer = post(member, PAGE, **({"city": "Genova"} | fields))
    assert answer.status_code == 422
    assert words in answer.text
    assert 'value="Genova"' in answer.text
    assert store.read_known(people_graph, "turbina").organisation.city is None


def test_of_two_who_save_the_second_is_told_and_can_save_again(walled: Flask, people_graph: Graph) -> None:
    member, manager = (join(walled, people_graph, name) for name in ("member", "manager"))
    seen = str(store.read_known(people_graph, "turbina").version)
    assert post(member, PAGE, name="T", city="Lodi", seen=seen).status_code == 302
    late = post(manager, PAGE, name="T", city="Como", seen=seen)
    assert late.status_code == 409
    assert "Somebody else has changed this" in late.text
    assert 'value="Como"' in late.text
    now = str(store.read_known(people_graph, "turbina").version)
    assert post(manager, PAGE, name="T", city="Como", seen=now).status_code == 302


def test_a_program_tells_what_it_names_and_takes_away_what_is_null(walled: Flask, people_graph: Graph) -> None:
    key = bearer(key_of(join(walled, people_graph, "member"), "write"))
    program = walled.test_client()
    body = {"employees": 40, "city": "Lodi", "capabilities": [{"id": "heat-pumps"}]}
    assert program.patch(ADDRESS, json=body, headers=key).status_code == 200
    answer = program.patch(ADDRESS, json={"size_class": "medium"}, headers=key)
    assert answer.status_code == 200, answer.text
    now = store.read_known(people_graph, "turbina").organisation
    assert (now.employees, now.size_class, now.city) == (None, "medium", "Lodi")
    program.patch(ADDRESS, json={"city": None}, headers=key)
    assert store.read_known(people_graph, "turbina").organisation.city is None
    assert program.patch(ADDRESS, json={"capabilities": [{"id": "magic"}]}, headers=key).status_code == 422
    assert program.patch(ADDRESS.replace("turbina", "vind"), json={}, headers=key).status_code == 404


def test_nobody_else_gets_to_the_form(walled: Flask, people_graph: Graph) -> None:
    member, partner = (join(walled, people_graph, name) for name in ("member", "partner"))
    for client, page in ((member, PAGE.replace("turbina", "pompa")), (partner, PAGE)):
        assert client.get(page).status_code == 404
    assert walled.test_client().get(PAGE).status_code == 302
