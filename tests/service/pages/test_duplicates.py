"""A manager decides likely duplicates: the same, different or later, and takes it back; nothing is lost."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.audiences import Audience, ConsentAudience
from graph_schema.connection import Graph
from graph_schema.contact_records import Consent, Person
from graph_schema.introduction_records import Introduction, IntroductionState
from graph_schema.records import GraphRows, Membership, Organisation, Participation, ParticipationRole, Project
from service.indexing import corpus_from
from service.runtime import EXTENSION, Runtime
from tests.service.auth.conftest import bearer, join, key_of, make, people_graph, post, walled

__all__ = ["make", "people_graph", "walled"]

PAGE = "/clusters/lombardy/duplicates"
CONSENT = Consent(ConsentAudience.CLUSTER, "You may tell members of the cluster of me.", "Ann")
GONE, KEPT = "lombardy:turbina", "turbina"
"""The record of a list, and the one that has a project."""


@pytest.fixture
def manager(walled: Flask, people_graph: Graph) -> FlaskClient:
    """Who manages a cluster in which two look alike, beside one that only another cluster's member looks like."""
    twin = Organisation(GONE, "Turbina S.r.l.", website="https://turbina.example", city="Milano")
    store.write_rows(
        people_graph,
        GraphRows(
            "members:lombardy",
            organisations=(twin, Organisation("lombardy:vind", "VIND A/S")),
            projects=(Project("p1", "ROTOR"), Project("p2", "GUST")),
            participations=(
                Participation(KEPT, "p1", ParticipationRole.COORDINATOR, 1),
                Participation(GONE, "p2", ParticipationRole.PARTICIPANT, 1),
            ),
            memberships=(Membership(GONE, "lombardy"), Membership("lombardy:vind", "lombardy")),
        ),
    )
    store.write_introduction(people_graph, Introduction(GONE, "pompa", "common_lab", IntroductionState.SHORTLISTED))
    return join(walled, people_graph, "manager")


def decide(manager: FlaskClient, decision: str, one: str = GONE, other: str = KEPT) -> int:
    return post(manager, PAGE, one=one, other=other, decision=decision).status_code


def take_back(manager: FlaskClient, one: str = GONE, other: str = KEPT) -> int:
    return post(manager, f"{PAGE}/take-back", PAGE, one=one, other=other).status_code


def known(graph: Graph) -> object:
    """All that is known of organisations and their ties, without the version."""
    rows = store.read_rows(graph)
    return (
        {row.id: row for row in rows.organisations},
        sorted((tie.organisation_id, tie.project_id) for tie in rows.participations),
        sorted((tie.organisation_id, tie.cluster_id) for tie in rows.memberships),
        sorted((one.organisation_id, one.partner_id) for one in store.read_introductions(graph)),
        store.read_other_ids(graph),
    )


def test_pairs_stand_side_by_side_with_why_they_look_alike(manager: FlaskClient) -> None:
    html = manager.get(PAGE).text
    assert "Same name but for legal form, case or accents" in html
    assert html.index(f"<dd>{GONE}</dd>") < html.index(f"<dd>{KEPT}</dd>"), "the one with projects is kept"
    assert "VIND" not in html, "it looks like a member of another cluster alone, of which nothing is told"


def test_the_same_become_one_with_all_ties_and_two_again(manager: FlaskClient, people_graph: Graph) -> None:
    before = known(people_graph)
    assert decide(manager, "same") == 302
    rows = store.read_rows(people_graph)
    assert GONE not in {row.id for row in rows.organisations}
    (kept,) = (row for row in rows.organisations if row.id == KEPT)
    assert (kept.website, kept.city) == ("https://turbina.example", "Milano")
    assert {(tie.organisation_id, tie.project_id) for tie in rows.participations} == {(KEPT, "p1"), (KEPT, "p2")}
    assert [one.organisation_id for one in store.read_introductions(people_graph)] == [KEPT]
    assert store.read_other_ids(people_graph) == {GONE: KEPT}
    assert store.read_changes(people_graph, store.graph_version(people_graph) - 1).removed == (GONE,)
    corpus_from(rows)  # whole: every tie has both ends
    assert "the same</strong>" in manager.get(PAGE).text
    assert take_back(manager) == 302
    assert known(people_graph) == before
    kinds = [one.event for one in store.read_audit_events(people_graph)][:2]
    assert kinds == [AuditKind.DUPLICATES_REOPENED, AuditKind.DUPLICATES_DECIDED]


def test_what_was_withheld_stays_so_and_contact_persons_stay_within_reach(
    manager: FlaskClient, people_graph: Graph
) -> None:
    store.write_audiences(people_graph, GONE, {"website": Audience.OWN, "founded": Audience.PARTNERS})
    store.write_audiences(people_graph, KEPT, {"founded": Audience.OWN})
    store.write_contact(people_graph, GONE, "ada", Person("Ada Esempio", email="ada@example.org"), CONSENT)
    assert decide(manager, "same") == 302
    withheld = {one.field: one.audience for one in store.read_audiences(people_graph, KEPT)}
    assert withheld == {"website": Audience.OWN, "founded": Audience.OWN}
    assert [one.id for one in store.read_contacts(people_graph, KEPT)] == ["ada"]
    assert take_back(manager) == 302
    assert [one.id for one in store.read_contacts(people_graph, GONE)] == ["ada"]
    assert store.read_contacts(people_graph, KEPT) == ()


def test_the_different_come_up_no_more_and_may_meet(walled: Flask, manager: FlaskClient) -> None:
    assert decide(manager, "different", KEPT, GONE) == 302, "in whichever order"
    html = manager.get(PAGE).text
    assert "No member looks like another organisation" in html
    runtime: Runtime = walled.extensions[EXTENSION]
    with walled.app_context():
        assert runtime.whole().steering.different == {(GONE, KEPT)}
    assert take_back(manager) == 302
    assert "Same name" in manager.get(PAGE).text


def test_what_is_put_off_stays_and_can_still_be_decided(manager: FlaskClient, people_graph: Graph) -> None:
    assert decide(manager, "later") == 302
    assert "put off" in manager.get(PAGE).text
    assert decide(manager, "different") == 302
    assert [one.decision for one in store.read_comparisons(people_graph)] == ["different"]


@pytest.mark.parametrize("pair", [("turbina", "pompa"), ("lombardy:vind", "vind"), ("nobody", "turbina")])
def test_only_what_looks_alike_and_may_be_seen_is_decided(
    manager: FlaskClient, people_graph: Graph, pair: tuple[str, str]
) -> None:
    for decision in ("same", "different", "later"):
        assert decide(manager, decision, *pair) == 404
    assert take_back(manager, *pair) == 404
    assert store.read_comparisons(people_graph) == ()


def test_of_two_decisions_the_second_is_told(manager: FlaskClient) -> None:
    assert decide(manager, "same") == 302
    assert decide(manager, "different") == 404
    assert take_back(manager) == 302
    assert take_back(manager) == 404


def test_what_a_list_brought_in_anew_is_not_overwritten(manager: FlaskClient, people_graph: Graph) -> None:
    assert decide(manager, "same") == 302
    store.write_rows(people_graph, GraphRows("api", organisations=(Organisation(GONE, "Turbina Nuova"),)))
    assert take_back(manager) == 409
    assert store.read_other_ids(people_graph) == {GONE: KEPT}


def test_a_program_does_the_same(walled: Flask, manager: FlaskClient) -> None:
    program, key = walled.test_client(), bearer(key_of(manager, "write"))
    path = "/api/v1/clusters/lombardy/duplicates"
    told = program.get(path, headers=key).json
    assert told is not None
    assert [(pair["gone"]["id"], pair["kept"]["id"]) for pair in told["open"]] == [(GONE, KEPT)]
    told = program.put(f"{path}/{KEPT}/{GONE}", json={"decision": "same"}, headers=key).json
    assert told is not None
    assert (told["open"], [one["decision"] for one in told["decided"]]) == ([], ["same"])
    told = program.delete(f"{path}/{GONE}/{KEPT}", headers=key).json
    assert told is not None
    assert (len(told["open"]), told["decided"]) == (1, [])
    assert program.get(path.replace("lombardy", "norway"), headers=key).status_code == 404


def test_a_member_may_not(walled: Flask, people_graph: Graph) -> None:
    assert join(walled, people_graph, "member").get(PAGE).status_code == 404
