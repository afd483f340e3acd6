"""What is wrong with a list, or with what somebody does to an introduction, is told in the reader's language."""

import ast
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from flask.testing import FlaskClient

from graph_schema.connection import Graph
from graph_schema.errors import GraphError
from matchers.errors import UnknownIdError
from service.errors import PROBLEMS
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


REFUSED: dict[str, tuple[str, str, dict[str, object] | None]] = {
    "no address": ("GET", "/api/v1/nowhere", None),
    "no method": ("DELETE", "/api/v1/organisations", None),
    "no organisation": ("GET", "/api/v1/organisations/nobody", None),
    "no list": ("GET", "/api/v1/clusters/lombardy/lists/none", None),
    "no member": ("DELETE", "/api/v1/clusters/lombardy/members/nobody", None),
    "not taken out": ("PUT", "/api/v1/clusters/lombardy/members/turbina", None),
    "not open": ("DELETE", "/api/v1/clusters/lombardy/openness/clusters/norway", None),
    "no network": ("PUT", "/api/v1/clusters/lombardy/openness/networks/none", None),
    "no search": ("DELETE", "/api/v1/searches/none", None),
    "no contact person": ("DELETE", "/api/v1/organisations/turbina/contacts/none", None),
    "not disputed": ("DELETE", "/api/v1/organisations/turbina/disputes/biogas", None),
    "no capability": ("PUT", "/api/v1/organisations/turbina/disputes/none", None),
    "no profile": ("DELETE", "/api/v1/profiles/none", None),
    "no wish": ("DELETE", "/api/v1/clusters/lombardy/wishes/none", None),
    "no country": ("GET", "/api/v1/organisations?country=xx", None),
    "two pages": ("GET", "/api/v1/organisations?page=2&cursor=x", None),
    "nothing sought": ("GET", "/api/v1/who-can?text=%20%20%20", None),
    "no audience": ("PUT", "/api/v1/organisations/turbina/audiences", {}),
    "no feature": ("PUT", "/api/v1/clusters/lombardy/weights/common_lab", {"factors": {"none": 2}}),
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
    rows = [str(one["field"]) for one in errors if " " in str(one["field"])]  # others are names of parameters
    return [str(answer["title"]), str(answer["detail"]), *(str(one["message"]) for one in errors), *rows]


def english_in(
    program: FlaskClient,
    path: str,
    code: str,
    *,
    method: str = "POST",
    file: bytes | None = None,
    body: Mapping[str, object] | None = None,
) -> list[str]:
    """What is told in English though another language was asked for, of a list that is sent, or a body."""
    found = {}
    for language in ("en", code):
        data = None if file is None else {"file": (BytesIO(file), "f.csv")}
        asked = f"{path}{'&' if '?' in path else '?'}lang={language}"
        answer = program.open(asked, method=method, data=data, json=body)
        assert answer.status_code in {400, 404, 405, 409, 413, 422}, (path, answer.text)
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


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_the_state_of_an_introduction_does_not_allow(program: FlaskClient, code: str) -> None:
    path = "/api/v1/organisations/turbina/introductions/pompa/common_lab"
    found = {"nothing said": english_in(program, path, code, body={"act": "meet"})}
    assert program.post(path, json={"act": "accept"}).status_code == 200
    found["one yes"] = english_in(program, path, code, body={"act": "meet"})
    for act in ({"act": "accept", "answer_of": "pompa"}, {"act": "not_agree", "reason": "too-far"}):
        assert program.post(path, json=act).status_code == 200
    found["no agreement"] = english_in(program, path, code, body={"act": "accept"})
    assert {name: left for name, left in found.items() if left} == {}


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_is_not_there_or_cannot_be_read(program: FlaskClient, code: str) -> None:
    found = {
        name: english_in(program, path, code, method=method, body=body)
        for name, (method, path, body) in REFUSED.items()
    }
    assert {name: left for name, left in found.items() if left} == {}


ROOT = Path(__file__).parents[3]
ON_THE_TERMINAL = {"cli", "demo", "cordis.py", "seed.py", "learning.py", "smtp.py", "policy.py", "filiera_client.py"}
"""What is heard by whoever runs the service, which speaks English to them."""

TOLD = {error for error, kind in PROBLEMS.items() if kind.status < 500} - {UnknownIdError}  # which takes a noun
OF_THE_GRAPH = {error.__name__ for error in TOLD if issubclass(error, GraphError)}
OTHERS = {error.__name__ for error in TOLD} - OF_THE_GRAPH | {"FieldProblem", "ValueError"}


def sentences(folder: str, refusing: set[str]) -> Iterator[tuple[str, ast.expr]]:
    """Where a refusal is made in a package, and the sentence that it is made of."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        if ON_THE_TERMINAL & {path.name, *path.relative_to(ROOT).parts}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in refusing:
                for told in (*node.args[:1], *(one.value for one in node.keywords if one.arg == "message")):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", told


def test_every_refusal_can_be_told_in_any_language() -> None:
    """Those of the graph's are templates, which catalogs find by the names of its errors; the others are `said`."""
    mixed, plain = ast.JoinedStr | ast.BinOp, ast.JoinedStr | ast.BinOp | ast.Constant
    found = [
        where
        for folder in ("graph_schema", "service", "matchers")
        for where, told in sentences(folder, OF_THE_GRAPH)
        if isinstance(told, mixed)
    ]
    found += [
        where
        for folder in ("service", "matchers")
        for where, told in sentences(folder, OTHERS)
        if isinstance(told, plain)
    ]
    assert found == []
