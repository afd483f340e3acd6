"""An introduction from suggestion to agreement, as its people see it: who may do what, and who is told."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph_schema import store
from graph_schema.connection import Graph
from graph_schema.introduction_records import Introduction, IntroductionState
from service.introductions.chores import send_reminders
from service.runtime import Runtime
from tests.service.auth.conftest import OPERATORS_KEY, Make, bearer, join, key_of, post, token_on
from tests.service.introductions.conftest import Join, Letters

API = "/api/v1/organisations/turbina/introductions/ricerca/common_lab"
PAGE = "/organisations/turbina/introductions/ricerca/common_lab"
OTHER_SIDE = "/organisations/ricerca/introductions/turbina/common_lab"
EVIL = "<script>alert(1)</script> =cmd() '}) DETACH DELETE n"


def press(client: FlaskClient, page: str, act: str, **fields: str) -> int:
    """Press a button of a page; the status of what comes."""
    sent = {"csrf_token": token_on(client.get(page)), "act": act, **fields}
    return client.post(page, data=sent).status_code


def state(graph: Graph) -> str:
    pair = Introduction("turbina", "ricerca", "common_lab", IntroductionState.SUGGESTED)
    return store.read_introduction(graph, pair)[0].state.value


def test_from_the_shortlist_to_an_agreement(people_graph: Graph, joins: Join, letters: Letters) -> None:
    manager, member = joins("manager"), joins("member")
    assert press(manager, PAGE, "shortlist") == 302
    assert letters() == []
    assert press(manager, PAGE, "propose", to="turbina", words="They have a test stand.") == 302
    told = letters()
    assert {letter["To"] for letter in told} == {"member@example.org", "manager@example.org"}
    assert told[0]["Subject"] == "A partner is proposed to TURBINA SRL: Centro Ricerca Vento"
    assert "They have a test stand." in told[0].get_content()
    assert f"http://127.0.0.1:8000{PAGE}" in told[0].get_content()

    assert "Your turn" in member.get("/introductions").text
    assert press(member, PAGE, "accept") == 302
    told = letters()
    assert [letter["To"] for letter in told] == ["manager@example.org"]  # nobody of the other side has an account
    assert told[0]["Subject"] == "TURBINA SRL would like to meet Centro Ricerca Vento"

    assert press(manager, OTHER_SIDE, "accept") == 302
    assert state(people_graph) == "both_interested"
    assert press(member, PAGE, "meet") == press(manager, PAGE, "agree") == 302
    page = member.get(PAGE).text
    for words in ("On the shortlist", "Proposed", "Both are interested", "Met", "Agreed", "Manager", "test stand"):
        assert words in page
    assert "Nothing more is to be done here" in page


def test_what_a_side_says_that_has_nobody_here_is_noted_in_its_name(joins: Join, app: Flask) -> None:
    member = joins("member")
    page = "/organisations/turbina/introductions/windkraft/common_lab"
    assert "They said yes" not in member.get(page).text  # they were not asked yet
    assert press(member, page, "accept") == 302
    assert "Nobody who can log in acts for Windkraft GmbH" in member.get(page).text
    assert press(member, page, "accept", answer_of="windkraft", words="By telephone.") == 302
    told = member.get(page).text
    assert "Both are interested" in told
    assert "By telephone." in told
    assert "They said yes" not in told
    history = app.test_client().get(f"/api/v1{page}", headers=bearer(key_of(member))).get_json()["history"]
    assert [step["by"] for step in history] == ["Member", "Member"]


def test_nobody_answers_for_a_side_that_has_people_here(joins: Join) -> None:
    member, manager = joins("member"), joins("manager")
    assert press(member, PAGE, "accept") == 302
    assert "They said yes" not in member.get(PAGE).text
    assert press(member, PAGE, "accept", answer_of="ricerca") == 422  # their cluster has a manager
    assert press(manager, PAGE, "meet", answer_of="ricerca") == 422
    assert press(manager, PAGE, "accept", answer_of="pompa") == 422


def test_letters_come_in_the_language_of_who_reads_them(joins: Join, letters: Letters) -> None:
    manager, member = joins("manager"), joins("member")
    post(member, "/account/language", "/account", language="it")
    post(manager, "/account/language", "/account", language="nb")
    assert press(manager, PAGE, "propose", to="turbina") == 302
    told = {letter["To"]: letter for letter in letters()}
    assert told["member@example.org"]["Subject"] == "Un partner proposto a TURBINA SRL: Centro Ricerca Vento"
    assert "Per che cosa: Laboratorio comune." in told["member@example.org"].get_content()
    assert "accetta o rifiuta con un clic:" in told["member@example.org"].get_content()
    assert told["manager@example.org"]["Subject"] == "En partner foreslås for TURBINA SRL: Centro Ricerca Vento"


def test_a_partner_is_accepted_beside_the_suggestion(people_graph: Graph, joins: Join) -> None:
    member = joins("member")
    page = member.get("/organisations/turbina?type=common_lab&include_partners=true")
    assert f'action="{PAGE}"' in page.text
    answer = member.post(PAGE, data={"csrf_token": token_on(page), "act": "accept"}, follow_redirects=True)
    assert "waits for Centro Ricerca Vento" in answer.text
    assert "Yes, we are interested" not in answer.text  # it was said
    assert "No, thank you" in answer.text
    assert state(people_graph) == "interested"


def test_beside_suggestions_of_others_there_is_no_button(app: Flask, joins: Join) -> None:
    for client, organisation in (
        (app.test_client(), "turbina"),
        (joins("member"), "pompa"),
        (joins("manager"), "vind"),
    ):
        page = client.get(f"/organisations/{organisation}?type=common_lab&include_partners=true")
        assert page.status_code == 200
        assert "we are interested" not in page.text


def test_who_is_declined_is_gone_for_both_at_once(joins: Join, app: Flask) -> None:
    member = joins("member")
    pages = [f"/organisations/{one}?type=common_lab&include_partners=true" for one in ("turbina", "ricerca")]
    suggested = ['id="match-1"><a href="/organisations/ricerca"', 'href="/organisations/turbina">TURBINA SRL</a></h3>']
    assert suggested[0] in app.test_client().get(pages[0]).text
    assert suggested[1] in app.test_client().get(pages[1]).text
    assert press(member, PAGE, "decline", reason="competitor") == 302
    for page, words in zip(pages, suggested, strict=True):
        assert words not in app.test_client().get(page).text


def test_a_no_is_taken_back_by_who_said_it_and_both_are_suggested_again(people_graph: Graph, joins: Join) -> None:
    member, manager = joins("member"), joins("manager")
    assert press(member, PAGE, "decline", reason="competitor") == 302
    suggestions = "/organisations/turbina?type=common_lab&include_partners=true"
    assert f'href="{PAGE}">Take the no to Centro Ricerca Vento back' in member.get(suggestions).text
    other = post(manager, f"{OTHER_SIDE}/take-back", OTHER_SIDE)
    assert (other.status_code, state(people_graph)) == (409, "declined")
    assert "no no of this organisation" in other.text
    assert post(member, f"{PAGE}/take-back", PAGE).status_code == 302
    assert state(people_graph) == "suggested"
    assert 'id="match-1"><a href="/organisations/ricerca"' in member.get(suggestions).text
    assert "Declined" in member.get(PAGE).text  # the history stays
    assert "Take the no back" not in member.get(PAGE).text


def test_a_decline_without_a_reason_is_asked_for_one(people_graph: Graph, joins: Join) -> None:
    member = joins("member")
    for fields, words in (({}, "Choose why"), ({"reason": "other"}, "Say in words"), ({"reason": "x"}, "Choose why")):
        sent = {"csrf_token": token_on(member.get(PAGE)), "act": "decline", **fields}
        answer = member.post(PAGE, data=sent)
        assert answer.status_code == 422
        assert words in answer.text
    assert state(people_graph) == "suggested"


def test_who_comes_second_is_told_what_the_first_one_did(people_graph: Graph, joins: Join) -> None:
    member, manager = joins("member"), joins("manager")
    opened = token_on(member.get(PAGE))
    assert press(manager, OTHER_SIDE, "decline", reason="no-capacity") == 302
    answer = member.post(PAGE, data={"csrf_token": opened, "act": "accept"})
    assert answer.status_code == 409
    assert "as Manager said" in answer.text
    assert state(people_graph) == "declined"


def test_words_are_words_wherever_they_are_shown(joins: Join, letters: Letters) -> None:
    member = joins("member")
    assert press(member, PAGE, "accept", words=EVIL) == 302
    for page in (PAGE, "/introductions"):
        assert "<script>alert" not in member.get(page).text
        assert "&lt;script&gt;alert(1)" in member.get(page).text
    assert press(member, PAGE, "decline", reason="other", words=EVIL) == 302
    assert all(EVIL in letter.get_content() for letter in letters())


@pytest.mark.parametrize(
    ("who", "path", "expected"),
    [
        (None, PAGE, 302),
        (None, "/introductions", 302),
        ("member", PAGE, 200),
        ("member", OTHER_SIDE, 404),
        ("member", "/organisations/pompa/introductions/varme/joint_venture", 404),
        ("partner", PAGE, 404),
        ("partner", "/introductions", 404),
        ("manager", PAGE, 200),
        ("manager", OTHER_SIDE, 200),
        ("manager", "/organisations/vind/introductions/turbina/joint_venture", 404),
        ("administrator", "/organisations/vind/introductions/turbina/joint_venture", 200),
        ("administrator", "/organisations/vind/introductions/turbina/no_such_type", 404),
        (None, API, 401),
        ("member", API, 200),
        ("manager", "/api/v1/clusters/lombardy/introductions", 200),
        ("manager", "/api/v1/clusters/norway/introductions", 404),
        ("member", "/api/v1/clusters/lombardy/introductions", 404),
        ("administrator", "/api/v1/clusters/nowhere/introductions", 404),
        (None, "/api/v1/introduction-acts", 200),
    ],
)
def test_who_sees_what(app: Flask, joins: Join, who: str | None, path: str, expected: int) -> None:
    client = app.test_client() if who is None else joins(who)
    assert client.get(path).status_code == expected


def test_who_is_behind_a_wall_can_be_met_only_by_who_was_introduced(make: Make, people_graph: Graph) -> None:
    app = make(access="accounts")
    member = join(app, people_graph, "member")
    page = "/organisations/turbina/introductions/vind/joint_venture"
    key = {"Authorization": f"Bearer {OPERATORS_KEY}"}
    assert member.get(page).status_code == member.get(f"/api/v1{page}").status_code == 404
    sent = {"csrf_token": token_on(member.get(PAGE)), "act": "accept"}
    assert member.post(page, data=sent).status_code == 404
    assert app.test_client().post(f"/api/v1{page}", json={"act": "propose"}, headers=key).status_code == 200
    assert "Vind AS" in member.get(page).text
    assert member.post(page, data=sent).status_code == 302


def test_members_see_their_own_and_managers_those_of_all_members(people_graph: Graph, joins: Join) -> None:
    with_key = joins("administrator")
    key = {"Authorization": f"Bearer {key_of(with_key, 'write')}"}
    for ours, theirs in (("turbina", "vind"), ("pompa", "varme"), ("vind", "varme")):
        path = f"/api/v1/organisations/{ours}/introductions/{theirs}/joint_venture"
        assert with_key.application.test_client().post(path, json={"act": "propose"}, headers=key).status_code == 200
    seen = {who: joins(who).get("/introductions").text for who in ("member", "manager")}
    seen["administrator"] = with_key.get("/introductions").text
    assert [("TURBINA SRL and Vind AS" in page) for page in seen.values()] == [True, True, True]
    assert [("Pompa di Calore SpA and Varmepumpe AS" in page) for page in seen.values()] == [False, True, True]
    assert [("Vind AS and Varmepumpe AS" in page) for page in seen.values()] == [False, False, True]
    assert state(people_graph) == "suggested"


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        (API, {"act": "kiss"}, 422, "Choose one of shortlist, propose"),
        (API, {}, 422, "This is needed"),
        (API, {"act": "decline"}, 422, "Choose why"),
        (API, {"act": "decline", "reason": "other"}, 422, "Say in words"),
        (API, {"act": "accept", "reason": "other"}, 422, "needs no reason"),
        (API, {"act": "propose", "to": "vind"}, 422, "Only one of the two"),
        (API, {"act": "meet"}, 409, "Possible now: Shortlist, Propose, Accept, Decline"),
        (API.replace("ricerca", "turbina"), {"act": "accept"}, 409, "introduced to itself"),
        (API.replace("ricerca", "nobody"), {"act": "accept"}, 404, "nobody"),
        (API.replace("common_lab", "marriage"), {"act": "accept"}, 404, "marriage"),
        (API, {"act": "accept", "words": "x" * 1001}, 422, "1000"),
    ],
)
def test_what_cannot_be_done_is_told(app: Flask, path: str, body: dict[str, str], status: int, words: str) -> None:
    answer = app.test_client().post(path, json=body, headers={"Authorization": f"Bearer {OPERATORS_KEY}"})
    assert answer.status_code == status
    assert words in answer.text


def test_a_program_does_what_people_do_and_reads_the_history(app: Flask) -> None:
    client, key = app.test_client(), {"Authorization": f"Bearer {OPERATORS_KEY}"}
    turned = API.replace("turbina/introductions/ricerca", "ricerca/introductions/turbina")
    first = client.post(API, json={"act": "accept", "words": "Let us meet"}, headers=key)
    assert (first.json or {})["side"] == "turbina"
    both = client.post(turned, json={"act": "accept"}, headers=key)
    assert ((both.json or {})["state"], (both.json or {})["organisation_id"]) == ("both_interested", "turbina")
    told = client.get(turned, headers=key).json or {}
    assert [(step["state"], step["side"]) for step in told["history"]] == [
        ("interested", "turbina"),
        ("both_interested", None),
    ]
    assert told["possible"] == ["decline", "meet", "agree", "not_agree"]
    listed = client.get("/api/v1/organisations/ricerca/introductions", headers=key).json or {}
    assert [row["state"] for row in listed["items"]] == ["both_interested"]


def test_who_does_not_answer_is_reminded_twice(joins: Join, runtime: Runtime, letters: Letters) -> None:
    manager = joins("manager")
    joins("member")
    assert press(manager, PAGE, "propose", to="turbina") == 302
    letters()
    later = datetime.now(UTC) + timedelta(days=runtime.settings.remind_days, minutes=1)
    assert send_reminders(runtime, later - timedelta(days=1)) == 0
    sent = [send_reminders(runtime, later), send_reminders(runtime, later), send_reminders(runtime, later)]
    assert sent == [1, 1, 0]
    assert {letter["Subject"] for letter in letters()} == {
        "Reminder: A partner is proposed to TURBINA SRL: Centro Ricerca Vento"
    }
