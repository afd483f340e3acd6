"""What an organisation tells of itself, in a real Neo4j: it stands over lists, and says where it is from."""

import pytest

from graph_schema.connection import Graph
from graph_schema.errors import ChangedMeanwhileError, UnknownOrganisationError, UnknownRowError
from graph_schema.records import Capability, CapabilityTag, Cluster, GraphRows, Membership, Organisation
from graph_schema.store import (
    edit_organisation,
    graph_version,
    read_changes,
    read_facts,
    read_known,
    sync_vocabulary,
    write_rows,
)

LIST = GraphRows(
    "members:north",
    organisations=(Organisation("a", "A", city="Lodi", description="Pumps.", employees=5),),
    organisation_tags=(CapabilityTag("a", "pumps", 'stated by the member list: "pumps"'),),
)


@pytest.fixture(autouse=True)
def _listed(graph: Graph) -> None:
    sync_vocabulary(
        graph, [Capability("pumps", {"en": "Pumps"}, "component"), Capability("heat", {"en": "Heat"}, "use")]
    )
    write_rows(graph, LIST)


def test_what_is_told_shows_with_its_source_and_what_is_not_named_stays(graph: Graph) -> None:
    before = graph_version(graph)
    summary = edit_organisation(graph, "a", {"description": "Pumps and more.", "founded": 1984})
    assert summary.version > before
    known = read_known(graph, "a")
    assert (known.organisation.description, known.organisation.founded) == ("Pumps and more.", 1984)
    assert (known.organisation.city, known.organisation.employees) == ("Lodi", 5)
    facts = ("description", "founded", "city")
    assert [known.source_of(fact) for fact in facts] == ["organisation", "organisation", "members:north"]
    assert read_changes(graph, before).rows.organisations == (known.organisation,)


def test_the_same_again_changes_nothing(graph: Graph) -> None:
    edit_organisation(graph, "a", {"founded": 1984, "website": None})
    again = edit_organisation(graph, "a", {"founded": 1984, "website": None})
    assert not again.is_changed


def test_a_list_that_comes_again_changes_only_what_the_organisation_did_not_tell_itself(graph: Graph) -> None:
    edit_organisation(graph, "a", {"description": "Own words.", "employees": None})
    write_rows(graph, LIST)
    write_rows(graph, GraphRows("members:north", organisations=(Organisation("a", "A", city="Como", employees=7),)))
    now = read_known(graph, "a").organisation
    assert (now.description, now.employees, now.city) == ("Own words.", None, "Como")
    told = Organisation("a", "A", city="Lodi", description="Theirs.")
    assert read_facts(graph, ["a"], "members:north")["a"].changed_by(told) == {"city": ("Como", "Lodi")}


def test_a_write_for_this_one_organisation_replaces_what_it_told(graph: Graph) -> None:
    edit_organisation(graph, "a", {"employees": 9})
    write_rows(graph, GraphRows("api", organisations=(Organisation("a", "A", employees=12),)))
    assert read_known(graph, "a").organisation.employees == 12


def test_own_capabilities_stand_beside_those_of_lists_and_go_when_they_are_told_no_more(graph: Graph) -> None:
    own = CapabilityTag("a", "heat", "named by itself")
    edit_organisation(graph, "a", {}, [own, CapabilityTag("a", "pumps", "named by itself")])
    assert {(tag.capability_id, tag.source) for tag in read_known(graph, "a").tags} == {
        ("heat", "organisation"),
        ("pumps", "organisation"),
        ("pumps", "members:north"),
    }
    assert edit_organisation(graph, "a", {}, []).removed == 2
    assert [tag.source for tag in read_known(graph, "a").tags] == ["members:north"]


def test_who_saves_what_somebody_else_has_changed_meanwhile_is_told_and_nothing_is_lost(graph: Graph) -> None:
    seen = read_known(graph, "a").version
    edit_organisation(graph, "a", {"founded": 1984}, seen=seen)
    with pytest.raises(ChangedMeanwhileError, match="Somebody else"):
        edit_organisation(graph, "a", {"founded": 1985}, seen=seen)
    assert read_known(graph, "a").organisation.founded == 1984


def test_what_is_not_there_is_told(graph: Graph) -> None:
    with pytest.raises(UnknownOrganisationError):
        edit_organisation(graph, "nobody", {"founded": 1984})
    with pytest.raises(UnknownOrganisationError):
        read_known(graph, "nobody")
    with pytest.raises(UnknownRowError):
        edit_organisation(graph, "a", {"founded": 1984}, [CapabilityTag("a", "magic", "named by itself")])
    assert read_known(graph, "a").organisation.founded is None


def test_memberships_have_their_source(graph: Graph) -> None:
    rows = GraphRows(
        "members:north", clusters=(Cluster("north", {"en": "N"}),), memberships=(Membership("a", "north"),)
    )
    write_rows(graph, rows)
    assert read_known(graph, "a").memberships == (("north", "members:north"),)
