"""An organisation says that a capability which somebody else gave it is not its own; that counts, and is on record."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from flask import Flask

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.connection import Graph
from graph_schema.errors import NamedByItselfError
from graph_schema.records import CapabilityTag, GraphRows, Organisation
from matchers.snapshot.audiences import FROM_DESCRIPTION
from service.indexing import corpus_from
from tests.service.auth.conftest import bearer, join, key_of, post

PAGE = "/organisations/turbina/profile"
ADDRESS = "/api/v1/organisations/turbina/disputes"
LIST = GraphRows(
    "members:lombardy",
    organisations=(Organisation("turbina", "TURBINA SRL"),),
    organisation_tags=(
        CapabilityTag("turbina", "heat-pumps", "stated in the list", 0.9),
        CapabilityTag("turbina", "wind-turbines", "stated in the list", 0.9),
    ),
)


@pytest.fixture
def listed(people_graph: Graph) -> Graph:
    """The graph after a list that says more of an organisation than is true."""
    store.write_rows(people_graph, LIST)
    return people_graph


def capabilities(graph: Graph) -> set[str]:
    """What a snapshot would be built from."""
    found = next(row for row in corpus_from(store.read_rows(graph)).organisations if row.id == "turbina")
    return {tag[0] for tag in found.capabilities}


def test_what_is_disputed_counts_no_more_until_it_is_taken_back(walled: Flask, listed: Graph) -> None:
    member = join(walled, listed, "member")
    assert "Heat pumps is not ours" in member.get(PAGE).text
    before = store.graph_version(listed)
    assert post(member, "/organisations/turbina/disputes", PAGE, capability="heat-pumps").status_code == 302
    assert capabilities(listed) == {"wind-turbines"}
    (changed,) = store.read_changes(listed, before).rows.organisations
    assert changed.id == "turbina"
    page = member.get(PAGE).text
    assert "<del>Heat pumps</del>" in page
    assert "Heat pumps is not ours" not in page
    assert post(member, "/organisations/turbina/disputes/take-back", PAGE, capability="heat-pumps").status_code == 302
    assert capabilities(listed) == {"heat-pumps", "wind-turbines"}
    told = [(one.event, one.about) for one in store.read_audit_events(listed)]
    assert (AuditKind.CAPABILITY_DISPUTED, "turbina: heat-pumps") in told
    assert (AuditKind.CAPABILITY_ACCEPTED, "turbina: heat-pumps") in told


def test_it_survives_the_next_import_and_a_merger(walled: Flask, listed: Graph) -> None:
    manager = join(walled, listed, "manager")
    post(manager, "/organisations/turbina/disputes", PAGE, capability="heat-pumps")
    store.write_rows(listed, GraphRows("members:other", LIST.organisations, organisation_tags=LIST.organisation_tags))
    assert capabilities(listed) == {"wind-turbines"}
    store.write_rows(
        listed,
        GraphRows(
            "members:lombardy",
            organisations=(Organisation("twin", "Turbina"),),
            organisation_tags=(CapabilityTag("twin", "heat-pumps", "stated in the list", 0.9),),
        ),
    )
    store.merge(listed, "turbina", "twin", "manager")
    found = {row.id: row for row in corpus_from(store.read_rows(listed)).organisations}
    assert {tag[0] for tag in found["twin"].capabilities} == {"wind-turbines"}
    store.part(listed, "turbina", "twin")
    found = {row.id: row for row in corpus_from(store.read_rows(listed)).organisations}
    assert {tag[0] for tag in found["twin"].capabilities} == {"heat-pumps"}


def test_who_names_it_disputes_it_no_more(walled: Flask, listed: Graph) -> None:
    member = join(walled, listed, "member")
    post(member, "/organisations/turbina/disputes", PAGE, capability="heat-pumps")
    post(member, PAGE, name="TURBINA SRL", **{"new:0": "Heat pumps"})
    assert capabilities(listed) == {"heat-pumps", "wind-turbines"}
    refused = post(member, "/organisations/turbina/disputes", PAGE, capability="heat-pumps")
    assert refused.status_code == 422
    assert "You name it yourself" in refused.text


def test_who_names_it_while_somebody_disputes_it_names_it_all_the_same(listed: Graph) -> None:
    """Whichever comes first, of the two at once: it is never named and disputed, nor is what was named taken away."""
    tag = CapabilityTag("turbina", "heat-pumps", "named by itself")

    def names_it(start: Barrier) -> None:
        start.wait()
        store.edit_organisation(listed, "turbina", {}, [tag], named=["heat-pumps"])

    def disputes_it(start: Barrier) -> None:
        start.wait()
        with suppress(NamedByItselfError):
            store.dispute(listed, "turbina", "heat-pumps", "Ann", FROM_DESCRIPTION)

    for _ in range(8):
        start = Barrier(2)
        with ThreadPoolExecutor() as two:
            done = [two.submit(act, start) for act in (names_it, disputes_it)]
        assert [one.result() for one in done] == [None, None]
        known = store.read_known(listed, "turbina")
        assert known.disputes == ()
        assert "heat-pumps" in {one.capability_id for one in known.told_by_itself()}
        store.edit_organisation(listed, "turbina", {}, [])


def test_what_was_only_read_out_of_its_description_can_be_disputed(listed: Graph) -> None:
    read = CapabilityTag("turbina", "heat-pumps", f"{FROM_DESCRIPTION}heat pumps")
    store.edit_organisation(listed, "turbina", {}, [read])
    assert store.dispute(listed, "turbina", "heat-pumps", "Ann", FROM_DESCRIPTION).is_changed
    named = CapabilityTag("turbina", "wind-turbines", "named by itself")
    store.edit_organisation(listed, "turbina", {}, [named], named=["wind-turbines"])
    version = store.graph_version(listed)
    with pytest.raises(NamedByItselfError, match="itself"):
        store.dispute(listed, "turbina", "wind-turbines", "Ann", FROM_DESCRIPTION)
    assert store.graph_version(listed) == version


def test_the_same_by_program(walled: Flask, listed: Graph) -> None:
    program, key = walled.test_client(), bearer(key_of(join(walled, listed, "member"), "write"))
    assert program.put(f"{ADDRESS}/heat-pumps", headers=key).status_code == 200
    (told,) = program.get(ADDRESS, headers=key).get_json()["items"]
    assert (told["capability_id"], told["by"]) == ("heat-pumps", "Member")
    version = store.graph_version(listed)
    assert program.put(f"{ADDRESS}/heat-pumps", headers=key).status_code == 200
    assert store.graph_version(listed) == version, "the same again changes nothing"
    assert program.delete(f"{ADDRESS}/heat-pumps", headers=key).status_code == 200
    assert program.get(ADDRESS, headers=key).get_json()["items"] == []
    assert program.delete(f"{ADDRESS}/heat-pumps", headers=key).status_code == 404
    assert program.put(f"{ADDRESS}/storage", headers=key).status_code == 404
    assert program.put(ADDRESS.replace("turbina", "pompa") + "/heat-pumps", headers=key).status_code == 404
