"""A contact person says yes or no themselves, through the link in a letter, and takes it back the same way."""

import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph
from service.consents import erase_unanswered
from service.contacts import ANSWER_DAYS, MOST_LETTERS, MOST_TO_ONE
from service.runtime import EXTENSION, Runtime
from tests.service.auth.conftest import Make, join, post
from tests.service.auth.test_contacts import PAGE, PERSON, agrees
from tests.service.introductions.conftest import app, letters, runtime

__all__ = ["app", "letters", "runtime"]

LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S+)")
Letters = Callable[[], list[EmailMessage]]


@pytest.fixture
def member(app: Flask, people_graph: Graph) -> FlaskClient:
    return join(app, people_graph, "member")


def ask(member: FlaskClient, audience: str = "public", **others: str) -> None:
    answer = post(member, PAGE, PAGE, **PERSON | {"audience": audience} | others)
    assert answer.status_code == 302, answer.text


def link_in(letters: Letters) -> str:
    """The address in the one letter that was written since."""
    (letter,) = letters()
    assert letter["To"] == "marialuce@example.org"
    (path,) = LINK.findall(letter.get_content())
    return str(path)


def shown(app: Flask) -> bool:
    return "Marialuce" in app.test_client().get(PAGE).text


def test_a_person_reads_who_asks_what_and_says_yes(
    app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph
) -> None:
    ask(member)
    path, person = link_in(letters), app.test_client()
    page = person.get(path)
    for words in ("Member asked on", "for TURBINA SRL", "I agree that TURBINA SRL keeps my name", *PERSON.values()):
        assert words in page.text
    assert not shown(app), "to look at the page agrees to nothing"
    answer = person.post(path, data={"answer": "yes"}, follow_redirects=True)
    assert "your consent is on record" in answer.text
    assert shown(app)
    assert person.get(path).status_code == 404, "the link is good once"
    assert person.post(path, data={"answer": "no"}).status_code == 404
    told = [one.event for one in store.read_audit_events(people_graph, cluster_id="lombardy")]
    assert AuditKind.CONSENT_GIVEN in told, "those who answer for the organisation see that, and not of whom"


def test_who_says_no_is_erased_at_once(app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph) -> None:
    ask(member)
    path = link_in(letters)
    assert "You said no" in app.test_client().post(path, data={"answer": "no"}).text
    assert store.read_contacts(people_graph, "turbina") == ()
    assert "You said no to being a contact person of TURBINA SRL" in app.test_client().get(path).text
    assert app.test_client().post(path, data={"answer": "yes"}).status_code == 404
    assert "No contact person is kept yet" in member.get(PAGE).text


def test_what_is_withdrawn_copied_and_erased_by_the_link_of_the_second_letter(
    app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph
) -> None:
    ask(member)
    person = app.test_client()
    person.post(link_in(letters), data={"answer": "yes"})
    own = link_in(letters)
    path = own.partition("?")[0]
    assert "Shown to: Everyone" in person.get(own).text
    copy = json.loads(person.get(f"{path}/export").text)
    assert (copy["name"], copy["audience"], len(copy["consents"])) == (PERSON["name"], "public", 1)
    assert shown(app), "to look at the page withdraws nothing"
    assert "Your consent is withdrawn" in person.post(f"{path}/withdraw", follow_redirects=True).text
    assert not shown(app)
    assert "The consent is withdrawn" in member.get(PAGE).text
    assert "You are erased" in person.post(f"{path}/erase").text
    assert store.read_contacts(people_graph, "turbina") == ()
    assert person.get(own).status_code == 404


def test_to_ask_for_more_leaves_what_was_agreed_to_until_the_person_says_yes(
    app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph
) -> None:
    ask(member, "introduced")
    agrees(people_graph)
    letters()
    (contact,) = store.read_contacts(people_graph, "turbina")
    for word in ("no", "yes"):
        post(member, f"{PAGE}/{contact.id}/consent", PAGE, audience="public")
        path, person = link_in(letters), app.test_client()
        assert "What you agreed to before stands" in person.get(path).text
        person.post(path, data={"answer": word})
        (contact,) = store.read_contacts(people_graph, "turbina")
        assert contact.consent is not None
        assert contact.consent.audience == {"no": "introduced", "yes": "public"}[word]
        person.post(path, data={"answer": "again"})  # else nobody asks who said no
    assert [one.ended is None for one in contact.consents] == [False, False, True]


def test_a_link_ends_with_its_time_and_who_does_not_answer_is_erased(
    app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph, runtime: Runtime
) -> None:
    ask(member)
    path, later = link_in(letters), datetime.now(UTC) + timedelta(days=ANSWER_DAYS, minutes=1)
    assert erase_unanswered(runtime, datetime.now(UTC)) == 0
    people_graph.write(lambda tx: tx.run("MATCH (n:Consent) SET n.expires = datetime() - duration('PT1S')").consume())
    assert app.test_client().get(path).status_code == 404
    assert app.test_client().post(path, data={"answer": "yes"}).status_code == 404
    assert "they did not agree themselves" in member.get(PAGE).text
    assert erase_unanswered(runtime, later) == 1
    assert store.read_contacts(people_graph, "turbina") == ()


def test_of_two_who_use_the_link_at_once_one_is_told_that_it_was_used(
    app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph
) -> None:
    ask(member)
    path = link_in(letters)
    with ThreadPoolExecutor(2) as both:
        told = both.map(lambda _: app.test_client().post(path, data={"answer": "yes"}).status_code, range(2))
    assert sorted(told) == [302, 404]
    (contact,) = store.read_contacts(people_graph, "turbina")
    assert contact.consent is not None
    assert len(letters()) == 1


def test_where_the_letter_cannot_be_kept_nobody_is_asked_and_nobody_agrees(
    app: Flask, member: FlaskClient, letters: Letters, runtime: Runtime, people_graph: Graph
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    outbox, full = runtime.settings.outbox_dir, app.test_client()
    with full_disk(outbox):
        assert post(member, PAGE, PAGE, **PERSON | {"audience": "public"}).status_code == 500
        assert store.read_contacts(people_graph, "turbina") == ()
    ask(member)
    path = link_in(letters)
    with full_disk(outbox):
        assert full.post(path, data={"answer": "yes"}).status_code == 500
    assert not shown(app), "they would have no link by which to take it back"
    assert full.post(path, data={"answer": "yes"}).status_code == 302
    assert shown(app)


@contextmanager
def full_disk(outbox: Path) -> Iterator[None]:
    """Let nothing be written into a folder: a file stands in its place."""
    kept = outbox.with_suffix(".kept")
    is_there = outbox.exists()
    if is_there:
        outbox.rename(kept)
    outbox.touch()
    yield
    outbox.unlink()
    if is_there:
        kept.rename(outbox)


def test_what_one_was_asked_is_not_answered_for_another(
    app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph
) -> None:
    ask(member)
    path = link_in(letters)
    (contact,) = store.read_contacts(people_graph, "turbina")
    # As a change that was under way when this one was written: the question stays, and the record is somebody else's.
    store.write_contact(people_graph, "turbina", contact.id, replace(contact.person, name="Somebody Else"))
    assert app.test_client().get(path).status_code == 404
    assert app.test_client().post(path, data={"answer": "yes"}).status_code == 404


def test_links_are_nobody_elses(app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph) -> None:
    ask(member)
    asked, person = link_in(letters).partition("?")[0], app.test_client()
    person.post(asked, data={"answer": "yes"})
    own = link_in(letters).partition("?")[0]
    for path in (asked[:-2], "/consents/x", own[:-2], "/contact-persons/x", own.replace("contact-persons", "consents")):
        assert person.get(path).status_code == 404, path
    (contact,) = store.read_contacts(people_graph, "turbina")
    post(member, f"{PAGE}/{contact.id}", PAGE, **PERSON | {"email": "other@example.org"})
    assert person.get(own).status_code == 404, "the letter went to somebody whom the record is not about any more"
    assert person.post(f"{own}/erase").status_code == 404


def test_the_letter_and_the_page_come_in_the_language_of_the_words(
    app: Flask, member: FlaskClient, letters: Letters
) -> None:
    member.get("/account?lang=it")
    post(member, "/account/language", "/account", language="it")
    ask(member)
    (letter,) = letters()
    (path,) = LINK.findall(letter.get_content())
    assert "Accetto che TURBINA SRL" in letter.get_content()
    page = app.test_client().get(path).text
    assert 'lang="it"' in page
    assert "Accetto che TURBINA SRL" in page


def test_nobody_is_pestered_through_an_organisation(member: FlaskClient, letters: Letters) -> None:
    fields = [PERSON | {"audience": "public", "email": f"{number}@example.org"} for number in range(MOST_LETTERS + 1)]
    told = [post(member, PAGE, PAGE, **one) for one in fields]
    assert [one.status_code for one in told] == [302] * MOST_LETTERS + [429]
    assert "letters went to contact persons today" in told[-1].text
    assert len(letters()) == MOST_LETTERS


@pytest.mark.parametrize("renamed", [False, True])
def test_one_person_gets_few_letters_until_they_answer(
    app: Flask, member: FlaskClient, letters: Letters, people_graph: Graph, *, renamed: bool
) -> None:
    ask(member)
    (contact,) = store.read_contacts(people_graph, "turbina")

    def again(number: int) -> TestResponse:
        if renamed:
            return post(member, f"{PAGE}/{contact.id}", PAGE, **PERSON | {"name": f"Name {number}"})
        return post(member, f"{PAGE}/{contact.id}/consent", PAGE, audience="public")

    told = [again(number) for number in range(MOST_TO_ONE)]
    assert [one.status_code for one in told] == [302] * (MOST_TO_ONE - 1) + [429]
    assert "wait for the answer" in told[-1].text
    sent = letters()
    assert len(sent) == MOST_TO_ONE
    assert "If you say no, you are not asked again" in sent[-1].get_content()
    answer = app.test_client().post(LINK.findall(sent[-1].get_content())[0], data={"answer": "yes"})
    assert answer.status_code == 302


def test_without_a_mail_server_the_log_has_the_letter_and_not_whom_it_is_for(make: Make, people_graph: Graph) -> None:
    app = make()
    member = join(app, people_graph, "member")
    with structlog.testing.capture_logs() as lines:
        ask(member)
        page = member.get(f"{PAGE}?done=added").text
    (line,) = [one for one in lines if one["event"].startswith("letter, not sent")]
    assert LINK.search(line["text"])
    assert not any(marker in str(line) for marker in PERSON.values())
    assert "the letter is in the log" in page
    assert app.extensions[EXTENSION].settings.smtp_url is None
