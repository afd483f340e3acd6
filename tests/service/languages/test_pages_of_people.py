"""No English is left on the pages of those who are logged in: a cluster's manager, and a member."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph_schema import store
from graph_schema.audiences import ConsentAudience
from graph_schema.connection import Graph
from graph_schema.contact_records import Consent, Person
from graph_schema.records import GraphRows, Membership, Organisation
from service.consent_letters import asked_word, own_word
from service.runtime import EXTENSION
from service.translations import TRANSLATED
from tests.service.auth.conftest import join, make, people_graph, post, token_on, walled
from tests.service.languages.test_pages import english_left

__all__ = ["make", "people_graph", "walled"]

CLUSTER = "/clusters/lombardy"
LIST = "Nome;Colore;Competenze\nAlfa Srl;blu;teletrasporto\nTurbina S.r.l.;rosso;\n"
WRONG = "Nome;Paese;P.IVA;Addetti\nAlfa Srl;Atlantis;1;many\n;Italia;IT1;\n"
PAGES_OF_MEMBERS = (
    "/organisations/turbina/audiences",
    "/organisations/turbina/contacts",
    "/organisations/turbina/posts",
    "/organisations/turbina/posts/new",
)


@pytest.fixture
def manager(walled: Flask, people_graph: Graph) -> FlaskClient:
    """Who manages a cluster in which two look alike, pins and excludes, turns weights, and takes one out."""
    twins = (Organisation("lombardy:turbina", "Turbina S.r.l."), Organisation("lombardy:pompa", "Pompa di Calore"))
    ties = tuple(Membership(one.id, "lombardy") for one in twins)
    store.write_rows(people_graph, GraphRows("members:lombardy", organisations=twins, memberships=ties))
    client = join(walled, people_graph, "manager")
    page = f"{CLUSTER}/suggestions"
    for wish in (
        {"act": "pin", "partner": "windkraft"},
        {"partner": "verband"},
        {"kind": "university"},
        {"outside": "IT"},
    ):
        assert post(client, f"{page}/wishes", page, organisation="turbina", **wish).status_code == 302
    assert post(client, f"{page}/weights", page, **{"factor-track_record": "2"}).status_code == 302
    pair = {"one": "lombardy:pompa", "other": "pompa", "decision": "different"}
    assert post(client, f"{CLUSTER}/duplicates", **pair).status_code == 302
    assert post(client, f"{CLUSTER}/members/take-out", f"{CLUSTER}/members", organisation="comune").status_code == 302
    return client


def uploaded(manager: FlaskClient, data: str) -> str:
    page = f"{CLUSTER}/import"
    sent = {"csrf_token": token_on(manager.get(page)), "file": (BytesIO(data.encode()), "soci.csv")}
    return str(manager.post(page, data=sent).location)


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_english_is_left_for_a_manager(manager: FlaskClient, code: str) -> None:
    pages = [f"{CLUSTER}/{page}" for page in ("members", "members?q=zzzz", "import", "duplicates", "suggestions")]
    pages += [uploaded(manager, LIST), uploaded(manager, WRONG)]
    pages += ["/audit", "/people", "/account", "/introductions", "/searches", "/nowhere", f"{CLUSTER}/openness"]
    assert {page: left for page in pages if (left := english_left(manager, page, code))} == {}


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_english_is_left_for_a_member(walled: Flask, people_graph: Graph, code: str) -> None:
    member = join(walled, people_graph, "member")
    pages = [*PAGES_OF_MEMBERS, *pages_of_a_contact_person(walled, people_graph)]
    assert {page: left for page in pages if (left := english_left(member, page, code))} == {}


def pages_of_a_contact_person(app: Flask, graph: Graph) -> list[str]:
    """The addresses in the letters to one who was asked for more than she agreed to."""
    settings, until = app.extensions[EXTENSION].settings, datetime.now(UTC) + timedelta(days=1)
    agreed = Consent(ConsentAudience.INTRODUCED, "Accetto.", "ann", until, id="agreed")
    asked = Consent(ConsentAudience.PUBLIC, "Accetto.", "ann", until, id="asked")
    store.write_contact(graph, "turbina", "0" * 32, Person("Maria Esempio", "Direttrice", "m@example.org", "1"), agreed)
    store.confirm_consent(graph, "0" * 32, "agreed")
    store.write_consent(graph, "turbina", "0" * 32, asked)
    (contact,) = store.read_contacts(graph, "turbina")
    return [
        f"/consents/{asked_word(settings, contact, asked)}",
        f"/consents/{asked_word(settings, contact, agreed)}",
        f"/contact-persons/{own_word(settings, contact)}?done=agreed",
    ]
