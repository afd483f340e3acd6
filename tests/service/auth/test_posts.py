"""What an organisation offers and seeks, written by form in its name."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from markupsafe import escape

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph
from matchers.answers import today
from tests.service.auth.conftest import bearer, join, key_of, post

LIST = "/organisations/pompa/posts"
NEW = f"{LIST}/new"
TOLD = {
    "direction": "request",
    "subject": "business",
    "title": "Pumps for a heat network",
    "text": "We look for pumps of one megawatt for a heat network in a town.",
    "expires": (today() + timedelta(days=90)).isoformat(),
    "trl_min": "7",
    "agreements": "supplier",
}


def test_a_request_is_tried_posted_changed_renewed_and_withdrawn(walled: Flask, people_graph: Graph) -> None:
    manager = join(walled, people_graph, "manager")
    assert "Post a request" in manager.get(LIST).text
    tried = post(manager, NEW, **TOLD, preview="yes")
    assert "Who would answer" in tried.text
    assert "Politecnico di Prova" in tried.text
    assert "What becomes of your 20 best suggestions" in tried.text
    assert 'value="Pumps for a heat network"' in tried.text
    assert store.read_rows(people_graph).profiles == ()
    assert post(manager, NEW, **TOLD).headers["Location"] == f"{LIST}?done=saved"
    (written,) = store.read_rows(people_graph).profiles
    assert (written.organisation_id, written.trl_min, written.agreements) == ("pompa", 7, ("supplier",))
    assert [tag.capability_id for tag in store.read_rows(people_graph).profile_tags]
    events = {one.event: one.about for one in store.read_audit_events(people_graph)}
    assert events[AuditKind.PROFILE_WRITTEN] == written.id


@pytest.mark.parametrize("direction", ["offer", "request"])
def test_what_it_would_bring_is_what_the_api_tells_and_nothing_is_written(
    make_open: Flask, people_graph: Graph, direction: str
) -> None:
    manager = join(make_open, people_graph, "manager")
    program, sent = make_open.test_client(), bearer(key_of(manager, "write"))
    body = {name: TOLD[name] for name in ("subject", "title", "text")} | {
        "organisation": "pompa",
        "direction": direction,
    }
    told = program.post("/api/v1/profiles/my:try/preview", json=body, headers=sent)
    assert told.status_code == 200, told.text
    assert told.json is not None
    assert told.json["answers"]["profile"] == "my:try"
    answering = [match["organisation"]["name"] for match in told.json["answers"]["matches"]]
    page = post(manager, NEW, **TOLD | {"direction": direction, "trl_min": "", "agreements": ""}, preview="yes").text
    assert answering
    assert [name for name in answering if str(escape(name)) not in page] == []
    for one in told.json["effects"]:
        assert {"match_type", "before", "after", "entered"} <= set(one)
    assert store.read_rows(people_graph).profiles == ()
    for other in (body | {"organisation": "vind"}, body | {"organisation": "nobody-here"}):
        assert program.post("/api/v1/profiles/my:try/preview", json=other, headers=sent).status_code == 404
    assert program.post("/api/v1/profiles/my:try/preview", json=body).status_code == 401


def test_what_is_there_is_changed_renewed_and_withdrawn(walled: Flask, people_graph: Graph) -> None:
    manager = join(walled, people_graph, "manager")
    page = manager.get("/profiles/need-1/form")
    assert "Heat pumps for district heating" in page.text
    changed = TOLD | {"title": "Heat pumps, and soon"}
    assert post(manager, "/profiles/need-1/form", **changed).status_code == 302
    assert post(manager, "/profiles/need-1/withdraw", LIST).headers["Location"] == f"{LIST}?done=withdrawn"
    assert store.read_withdrawn(people_graph) == {"need-1"}
    assert post(manager, "/profiles/need-1/renew", LIST).status_code == 302
    (renewed,) = store.read_rows(people_graph).profiles
    assert renewed.withdrawn is None
    assert renewed.expires == today() + timedelta(days=180)
    kinds = [one.event for one in store.read_audit_events(people_graph)]
    assert AuditKind.PROFILE_WITHDRAWN in kinds


def test_a_mistake_is_told_in_the_form_which_keeps_what_was_written(walled: Flask, people_graph: Graph) -> None:
    manager = join(walled, people_graph, "manager")
    for wrong, words in (({"text": "Too short"}, "at least 20"), ({"trl_min": "12"}, "9 or less")):
        answer = post(manager, NEW, **(TOLD | wrong))
        assert answer.status_code == 422
        assert words in answer.text
        assert 'value="Pumps for a heat network"' in answer.text


def test_others_posts_are_out_of_reach(walled: Flask, people_graph: Graph) -> None:
    member = join(walled, people_graph, "member")
    assert member.get("/organisations/turbina/posts").status_code == 200
    for path in (LIST, NEW, "/profiles/need-1/form"):
        assert member.get(path).status_code == 404
    own = "/organisations/turbina/posts"
    assert post(member, "/profiles/need-1/withdraw", f"{own}/new").status_code == 404


def test_what_another_has_just_posted_is_out_of_reach_before_it_shows(walled: Flask, people_graph: Graph) -> None:
    """Whose it is, is told by the graph: what is shown follows it within two seconds only."""
    body = {name: TOLD[name] for name in ("subject", "title", "text", "direction")}
    theirs, ours = (bearer(key_of(join(walled, people_graph, name), "write")) for name in ("manager", "member"))
    program, address = walled.test_client(), "/api/v1/profiles/new:one"
    assert program.put(address, json=body | {"organisation": "pompa"}, headers=theirs).status_code == 200
    assert program.put(address, json=body | {"organisation": "turbina"}, headers=ours).status_code == 404
    assert program.delete(address, headers=ours).status_code == 404
    (left,) = store.read_rows(people_graph).profiles
    assert (left.organisation_id, left.withdrawn) == ("pompa", None)


def test_of_two_who_post_with_one_id_at_once_nobody_takes_what_is_anothers(walled: Flask, people_graph: Graph) -> None:
    """Whoever comes first: the manager may replace what a member posted, the member not what the manager did."""
    body = {name: TOLD[name] for name in ("subject", "title", "text", "direction")}
    keys = {
        "pompa": bearer(key_of(join(walled, people_graph, "manager"), "write")),
        "turbina": bearer(key_of(join(walled, people_graph, "member"), "write")),
    }
    for turn in range(6):
        start = Barrier(2)

        def put(organisation: str, turn: int = turn, start: Barrier = start) -> int:
            start.wait()
            address, told = f"/api/v1/profiles/new:{turn}", body | {"organisation": organisation}
            return walled.test_client().put(address, json=told, headers=keys[organisation]).status_code

        with ThreadPoolExecutor() as two:
            statuses = dict(zip(keys, two.map(put, keys), strict=True))
        assert statuses["pompa"] == 200
        assert statuses["turbina"] in {200, 404, 409}  # before the other, after it, or while it writes
        assert store.read_profile_owners(people_graph, [f"new:{turn}"]) == {f"new:{turn}": "pompa"}
