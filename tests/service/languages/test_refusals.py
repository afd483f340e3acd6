"""What is wrong with a list, or with what somebody does to an introduction, is told in the reader's language."""

from io import BytesIO

import pytest
import xlsxwriter
from flask import Flask
from flask.testing import FlaskClient

from graph_schema.connection import Graph
from service.translations import TRANSLATED
from tests.service.auth.conftest import bearer, join, key_of, make, people_graph, walled
from tests.service.languages.test_pages import ENGLISH

__all__ = ["make", "people_graph", "walled"]

HEAD = "organisation;direction;title;text;trl;agreements;roles;expires\n"
TEXT = "Cerchiamo pompe di calore per una rete."
ROWS = {
    "no direction": f"pompa;forse;Pompe;{TEXT};;;;",
    "no subject": f"pompa;offer;Pompe;{TEXT};;;;",
    "no title": f"pompa;business offer;x;{TEXT};;;;",
    "short": "pompa;business offer;Pompe;poco;;;;",
    "no level": f"pompa;business offer;Pompe;{TEXT};12;;;",
    "no agreement": f"pompa;business offer;Pompe;{TEXT};;teletrasporto;;",
    "no role": f"pompa;business offer;Pompe;{TEXT};;;mago;",
    "no date": f"pompa;business offer;Pompe;{TEXT};;;;domani",
    "nobody": f"Zeta Snc;business offer;Pompe;{TEXT};;;;",
    "twice": f"pompa;business offer;Pompe;{TEXT};;;;\npompa;business offer;Pompe;{TEXT};;;;",
    "too wide": f"pompa;business offer;Pompe;{TEXT};;;;;;;in più",
    "too narrow": "pompa;business offer;Pompe",
}


def sheet_without_anything() -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet()
    return buffer.getvalue()


FILES = {name: (HEAD + row + "\n").encode() for name, row in ROWS.items()} | {
    "empty": b" \n",
    "binary": b"\x00\x01\x02" * 100,
    "damaged": HEAD.encode() + "à".encode() * 40 + b"\xff\xfe;;\n",
    "only a header": HEAD.encode(),
    "without columns": b"nome;colore\nPompe;blu\n",
    "a quote that is not closed": HEAD.encode() + b'pompa;"business offer;Pompe;Testo\n',
    "no spreadsheet": b"PK\x03\x04" + b"x" * 200,
    "an empty spreadsheet": sheet_without_anything(),
    "many columns": (";".join(f"c{number}" for number in range(2_000)) + "\n1\n").encode(),
}
ACTS: dict[str, dict[str, str]] = {
    "no act": {"act": "dance"},
    "a reason too many": {"act": "accept", "reason": "other"},
    "no reason": {"act": "decline"},
    "no words": {"act": "decline", "reason": "other"},
    "somebody else": {"act": "propose", "to": "cavi"},
    "no answer": {"act": "shortlist", "answer_of": "pompa"},
}


@pytest.fixture
def program(walled: Flask, people_graph: Graph) -> FlaskClient:
    key = bearer(key_of(join(walled, people_graph, "administrator"), "write"))
    client = walled.test_client()
    client.environ_base |= {"HTTP_AUTHORIZATION": key["Authorization"]}
    return client


def told(answer: dict[str, object]) -> list[str]:
    """The sentences of a refusal."""
    errors = answer.get("errors", [])
    assert isinstance(errors, list)
    return [str(answer["title"]), str(answer["detail"]), *(str(one["message"]) for one in errors)]


def english_in(
    program: FlaskClient, path: str, code: str, *, file: bytes | None = None, body: dict[str, str] | None = None
) -> list[str]:
    """What is told in English though another language was asked for, of a list that is sent, or a body."""
    found = {}
    for language in ("en", code):
        data = None if file is None else {"file": (BytesIO(file), "f.csv")}
        answer = program.post(f"{path}?lang={language}", data=data, json=body)
        assert answer.status_code in {400, 409, 413, 422}, answer.text
        found[language] = told(answer.get_json())
    return [text for text in found[code] if text in found["en"] or ENGLISH.search(text)]


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_is_wrong_with_a_list_of_profiles(program: FlaskClient, code: str) -> None:
    path = "/api/v1/imports/profiles"
    found = {name: english_in(program, path, code, file=data) for name, data in FILES.items()}
    assert {name: left for name, left in found.items() if left} == {}


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_cannot_be_done_to_an_introduction(program: FlaskClient, code: str) -> None:
    path = "/api/v1/organisations/turbina/introductions/{}/common_lab"
    found = {name: english_in(program, path.format("pompa"), code, body=body) for name, body in ACTS.items()}
    found["itself"] = english_in(program, path.format("turbina"), code, body={"act": "shortlist"})
    assert {name: left for name, left in found.items() if left} == {}
