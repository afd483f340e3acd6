"""Contact persons: kept with consent, shown to whom it is for, in nothing else, and gone when erased."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph
from graph_schema.introduction_records import Introduction, IntroductionState
from service.indexing import Index
from service.mail.outbox import Letter, Outbox
from service.runtime import EXTENSION, Runtime
from tests.service.auth.conftest import Make, bearer, join, key_of, post
from tests.service.auth.test_audiences import headers_of, join_as
from tests.service.auth.test_walls import V1
from tests.service.world import settings_over

KEY = "0123456789abcdef" * 2
ONE = f"{V1}/organisations/turbina/contacts/{KEY}"
ALL = f"{V1}/organisations/turbina/contacts"
PAGE = "/organisations/turbina/contacts"
PERSON = {"name": "Marialuce Esempio", "role": "Chief Windsmith", "email": "marialuce@example.org", "phone": "+39 0277"}
MARKERS = ("Marialuce", "Windsmith", "marialuce@example.org", "0277")


def agrees(graph: Graph) -> None:
    """Let the person say yes to what they were asked last."""
    (contact,) = store.read_contacts(graph, "turbina")
    assert contact.asked is not None
    assert store.confirm_consent(graph, contact.id, contact.asked.id)


def body(audience: str, **others: object) -> dict[str, object]:
    return PERSON | {"consent": {"audience": audience}} | others


@pytest.fixture
def app(make: Make) -> Iterator[Flask]:
    """An open application whose letters wait."""
    app = make(access="open", smtp_url="smtp://127.0.0.1:9")
    yield app
    for path in outbox_of(app).glob("*"):
        path.unlink()


def outbox_of(app: Flask) -> Path:
    runtime: Runtime = app.extensions[EXTENSION]
    return runtime.settings.outbox_dir


@pytest.fixture
def member(app: Flask, people_graph: Graph) -> dict[str, str]:
    """What a program sends that acts for the organisation."""
    return bearer(key_of(join(app, people_graph, "member"), "write"))


@pytest.mark.parametrize(
    ("audience", "seers"),
    [
        ("introduced", {"member", "manager", "administrator"}),
        ("cluster", {"member", "manager", "administrator", "neighbour"}),
        ("partners", {"member", "manager", "administrator", "neighbour", "partner"}),
        ("public", {"member", "manager", "administrator", "neighbour", "partner", "visitor"}),
    ],
)
def test_a_contact_person_is_shown_to_whom_they_agreed_and_to_nobody_else(
    app: Flask, people_graph: Graph, member: dict[str, str], audience: str, seers: set[str]
) -> None:
    store.open_cluster(people_graph, "lombardy", "Network", "power", "test")
    program = app.test_client()
    assert program.put(ONE, json=body(audience), headers=member).json == {"id": KEY}
    sent = {name: headers_of(app, people_graph, name) for name in ("neighbour", "partner", "manager", "administrator")}
    sent |= {"member": member, "visitor": {}}
    acting = {"member", "manager", "administrator"}
    for path in (ALL, PAGE):
        told = {name: program.get(path, headers=headers) for name, headers in sent.items()}
        assert {name for name, one in told.items() if "Marialuce" in one.text} == acting, "before they agreed"
    agrees(people_graph)
    for path in (ALL, PAGE):
        told = {name: program.get(path, headers=headers) for name, headers in sent.items()}
        assert {one.status_code for one in told.values()} == {200}
        assert {name for name, one in told.items() if all(marker in one.text for marker in MARKERS)} == seers, path
        assert {name for name, one in told.items() if any(marker in one.text for marker in MARKERS)} == seers, path
    program.delete(f"{ONE}/consent", headers=member)
    for path in (ALL, PAGE):
        told = {name: program.get(path, headers=headers) for name, headers in sent.items()}
        assert {name for name, one in told.items() if "Marialuce" in one.text} == acting


@pytest.mark.parametrize("state", [one for one in IntroductionState if one is not IntroductionState.SUGGESTED])
def test_who_is_introduced_is_told_whom_to_speak_with_once_both_want_to_meet(
    app: Flask, people_graph: Graph, member: dict[str, str], state: IntroductionState
) -> None:
    program = app.test_client()
    program.put(ONE, json=body("introduced"), headers=member)
    agrees(people_graph)
    neighbour = join_as(app, people_graph, "neighbour")
    pair = Introduction("turbina", "pompa", "common_lab", state, reason="other" if "declined" in state else None)
    store.write_introduction(people_graph, pair)
    sees = state in {IntroductionState.BOTH_INTERESTED, IntroductionState.MET, IntroductionState.AGREED}
    for path in ("/organisations/pompa/introductions/turbina/common_lab", PAGE, ALL):
        told = neighbour.get(path)
        assert told.status_code == 200
        assert ("marialuce@example.org" in told.text) is sees, path


def test_nobody_is_kept_without_consent(app: Flask, people_graph: Graph, member: dict[str, str]) -> None:
    program = app.test_client()
    wrong: list[dict[str, object]] = [
        dict(PERSON),
        body("own"),
        body("public", name=" "),
        body("public", email="nobody"),
        body("public", phone="call me"),
        body("public", email=None),
        PERSON | {"consent": {"audience": "public", "given": "2026-01-15"}},  # nobody says yes for somebody else
    ]
    for one in wrong:
        assert program.put(ONE, json=one, headers=member).status_code == 422, one
    assert program.put(f"{ALL}/marialuce", json=body("public"), headers=member).status_code == 422
    assert store.read_contacts(people_graph, "turbina") == ()


def test_a_consent_is_on_record_with_its_words_and_exported_with_all_else(
    app: Flask, people_graph: Graph, member: dict[str, str]
) -> None:
    program = app.test_client()
    for _ in range(2):  # the same again changes nothing
        program.put(ONE, json=PERSON | {"consent": {"audience": "introduced", "language": "it"}}, headers=member)
    agrees(people_graph)
    program.put(ONE, json=PERSON | {"consent": {"audience": "introduced", "language": "it"}}, headers=member)
    program.put(f"{ONE}/consent", json={"audience": "public"}, headers=member)
    held = program.get(ONE, headers=member).get_json()
    assert {name: held[name] for name in PERSON} == PERSON
    assert (held["organisation_id"], held["audience"], held["asked"]) == ("turbina", "introduced", "public")
    first, second = held["consents"]
    assert first["text"].startswith("Accetto che TURBINA SRL conservi qui il mio nome")
    assert (first["by"], first["confirmed"] is None, first["ended"]) == ("Member", False, None)
    assert (second["audience"], second["confirmed"], second["ended"]) == ("public", None, None)
    file = join_as(app, people_graph, "manager").get(f"{PAGE}/{KEY}/export")
    assert "attachment" in file.headers["Content-Disposition"]
    assert json.loads(file.text)["consents"] == held["consents"]
    program.put(ONE, json=PERSON | {"phone": None}, headers=member)
    assert program.get(ONE, headers=member).get_json()["phone"] is None


@pytest.mark.parametrize("other", [{"name": "Marialuce Nuova"}, {"email": "other@example.org"}])
def test_who_is_told_of_under_another_name_or_address_is_hidden_and_asked_anew(
    app: Flask, people_graph: Graph, member: dict[str, str], other: dict[str, str]
) -> None:
    program = app.test_client()
    program.put(ONE, json=body("public"), headers=member)
    agrees(people_graph)
    assert "Windsmith" in program.get(PAGE).text
    assert program.put(ONE, json=PERSON | {"role": "Other Windsmith"}, headers=member).status_code == 200
    assert "Other Windsmith" in program.get(PAGE).text
    assert program.put(ONE, json=PERSON | other, headers=member).status_code == 200
    assert "Windsmith" not in program.get(PAGE).text
    (contact,) = store.read_contacts(people_graph, "turbina")
    assert (contact.consent, contact.asked and contact.asked.audience) == (None, "public")
    assert program.put(ONE, json=PERSON | {"email": None}, headers=member).status_code == 422


def test_who_is_erased_is_in_no_place_that_the_service_keeps(
    app: Flask,
    people_graph: Graph,
    member: dict[str, str],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Neither in the graph, the snapshot, the record and the log, nor in letters and answers that are kept."""
    caplog.set_level(logging.INFO)  # the driver tells queries at the level of finding mistakes
    runtime, program = app.extensions[EXTENSION], app.test_client()
    again = member | {"Idempotency-Key": "once"}
    assert program.put(ONE, json=body("introduced"), headers=again).status_code == 200
    assert program.put(ONE, json=body("introduced"), headers=again).headers["Idempotency-Replayed"] == "true"
    said = {"act": "shortlist", "words": "Ask Marialuce Esempio, marialuce@example.org"}
    acted = program.post(f"{V1}/organisations/turbina/introductions/pompa/common_lab", json=said, headers=member)
    assert acted.status_code == 200, acted.text
    box = Outbox(runtime.settings.outbox_dir)
    for letter in (
        Letter("someone@example.org", "Call them", "Speak with MARIALUCE ESEMPIO."),
        Letter("marialuce@example.org", "A partner is proposed", "See the page."),
        Letter("someone@example.org", "Of others", "Nothing of her."),
    ):
        box.put(letter.message("filiera@example.org"))
    program.get(ONE, headers=member)
    Index(settings_over(tmp_path, people_graph.address), runtime.encoder).update(people_graph)
    erased = program.delete(ONE, headers=member)
    assert erased.get_json() == {"in_description": False, "in_profiles": 0}
    assert program.get(ONE, headers=member).status_code == 404
    assert program.delete(ONE, headers=member).status_code == 404
    assert [letter["Subject"] for _, letter in box.waiting()] == ["Of others"], "the letter that asks her is gone too"
    out = capsys.readouterr()
    kept = {"log": caplog.text, "out": out.out, "err": out.err, "graph": everything_in(people_graph)}
    for folder in (runtime.settings.data_dir, tmp_path):
        kept |= {str(path): path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file()}
    assert [(marker, where) for where, text in kept.items() for marker in MARKERS[:3] if marker in text] == []
    events = [one for one in store.read_audit_events(people_graph) if one.event.split(":")[0] in {"contact", "consent"}]
    assert {one.event for one in events} == {
        AuditKind.CONTACT_ADDED,
        AuditKind.CONTACT_EXPORTED,
        AuditKind.CONTACT_ERASED,
        AuditKind.CONSENT_ASKED,
    }
    assert {one.about for one in events} == {"turbina"}


def everything_in(graph: Graph) -> str:
    """All values of all nodes and ties, as text."""
    queries = ("MATCH (n) RETURN properties(n) AS told", "MATCH ()-[n]->() RETURN properties(n) AS told")
    return repr([graph.read(lambda tx, query=query: tx.run(query).value()) for query in queries])  # type: ignore[misc]


@pytest.mark.parametrize("name", ["neighbour", "partner"])
def test_nobody_deals_with_another_organisations_contact_person(
    app: Flask, people_graph: Graph, member: dict[str, str], name: str
) -> None:
    program = app.test_client()
    program.put(ONE, json=body("public"), headers=member)
    other = bearer(key_of(join_as(app, people_graph, name), "write"))
    for method, path, sent in (
        ("get", ONE, None),
        ("put", ONE, body("public")),
        ("put", f"{ONE}/consent", {"audience": "public"}),
        ("delete", f"{ONE}/consent", None),
        ("delete", ONE, None),
        ("get", f"{PAGE}/{KEY}/export", None),
    ):
        assert program.open(path, method=method, json=sent, headers=other).status_code == 404, (method, path)
    taken = program.put(ONE.replace("turbina", "pompa"), json=body("public", name="Other"), headers=other)
    assert taken.status_code == 404
    assert [one.person.name for one in store.read_contacts(people_graph, "turbina")] == ["Marialuce Esempio"]


def test_a_member_adds_changes_withdraws_and_erases_on_the_page(app: Flask, people_graph: Graph) -> None:
    browser = join(app, people_graph, "member")
    assert "No contact person is kept yet" in browser.get(PAGE).text
    form = PERSON | {"audience": "introduced"}
    for wrong in ("nobody", ""):
        assert post(browser, PAGE, **form | {"email": wrong}).status_code == 422
    assert post(browser, PAGE, **form).status_code == 302
    assert "Asked by Member on" in browser.get(PAGE).text
    agrees(people_graph)
    (contact,) = store.read_contacts(people_graph, "turbina")
    one = f"{PAGE}/{contact.id}"
    assert "Shown to: Who we are introduced to" in browser.get(PAGE).text
    assert post(browser, one, PAGE, **PERSON | {"role": "Windsmith"}).status_code == 302
    assert post(browser, f"{one}/consent", PAGE, audience="public").status_code == 302
    assert "Shown to: Who we are introduced to" in browser.get(PAGE).text
    agrees(people_graph)
    assert "Shown to: Everyone" in browser.get(PAGE).text
    assert "Marialuce Esempio" in app.test_client().get(PAGE).text
    assert post(browser, f"{one}/withdraw", PAGE).status_code == 302
    assert "shown to nobody else" in browser.get(PAGE).text
    assert "Marialuce" not in app.test_client().get(PAGE).text
    assert post(browser, f"{one}/erase", PAGE).status_code == 302
    assert store.read_contacts(people_graph, "turbina") == ()


def test_whoever_erases_is_told_where_the_organisation_itself_still_names_the_person(
    app: Flask, people_graph: Graph
) -> None:
    people_graph.write(
        lambda tx: tx.run(
            "MATCH (n:Organisation {id: 'turbina'}) SET n.description = 'Call marialuce esempio'"
        ).consume()
    )
    browser = join(app, people_graph, "member")
    post(browser, PAGE, audience="public", **PERSON)
    (contact,) = store.read_contacts(people_graph, "turbina")
    told = post(browser, f"{PAGE}/{contact.id}/erase", PAGE)
    assert told.status_code == 200
    assert "The description of the organisation still names them" in told.text


def test_the_words_that_can_be_agreed_to_are_listed(app: Flask) -> None:
    items = app.test_client().get(f"{V1}/consents").get_json()["items"]
    assert [one["id"] for one in items] == ["introduced", "cluster", "partners", "public"]
