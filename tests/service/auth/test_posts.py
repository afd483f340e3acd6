"""What an organisation offers and seeks, written by form in its name."""

from datetime import timedelta

from flask import Flask

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph
from matchers.answers import today
from tests.service.auth.conftest import join, post

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
    assert 'value="Pumps for a heat network"' in tried.text
    assert store.read_rows(people_graph).profiles == ()
    assert post(manager, NEW, **TOLD).headers["Location"] == f"{LIST}?done=saved"
    (written,) = store.read_rows(people_graph).profiles
    assert (written.organisation_id, written.trl_min, written.agreements) == ("pompa", 7, ("supplier",))
    assert [tag.capability_id for tag in store.read_rows(people_graph).profile_tags]
    events = {one.event: one.about for one in store.read_audit_events(people_graph)}
    assert events[AuditKind.PROFILE_WRITTEN] == written.id


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
