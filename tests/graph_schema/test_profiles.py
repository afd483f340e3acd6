"""Offers and requests in a real Neo4j: told whole, owned by one, found by what changed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from graph_schema.connection import Graph
from graph_schema.errors import SchemaDefinitionError, UnknownProfileError, UnknownRowError
from graph_schema.profile_terms import AGREEMENT, ROLE, parse_profile_terms, profile_terms, term_ids
from graph_schema.records import (
    Capability,
    CapabilityTag,
    GraphRows,
    Organisation,
    OrganisationKind,
    Profile,
    ProfileDirection,
    ProfileSubject,
)
from graph_schema.store import (
    graph_version,
    read_changes,
    read_rows,
    read_withdrawn,
    sync_vocabulary,
    withdraw_profile,
    write_rows,
)

OWNERS = (Organisation("a", "A"), Organisation("b", "B"))
WANTED = Profile(
    id="n1",
    organisation_id="a",
    direction=ProfileDirection.REQUEST,
    subject=ProfileSubject.TECHNOLOGY,
    title="Pumps sought",
    text="We seek pumps'}) DETACH DELETE n // =cmd()",
    trl_min=6,
    trl_max=8,
    roles=("supplier",),
    agreements=("supplier", "joint-venture"),
    partner_kinds=(OrganisationKind.FIRM,),
    countries=("NO", "IT"),
    published=date(2026, 1, 1),
    expires=date(2027, 1, 1),
)
TAG = CapabilityTag("n1", "pumps", 'title: "Pumps"', 0.75)
ROWS = GraphRows("test", OWNERS, profiles=(WANTED,), profile_tags=(TAG,))
LABELS_AND_TIE = "MATCH (o)-[r:OFFERS|SEEKS]->(n:Profile) RETURN [o.id, type(r), n:Offer, n:Need]"


@pytest.fixture(autouse=True)
def _vocabulary(graph: Graph) -> None:
    sync_vocabulary(graph, [Capability("pumps", {"en": "Pumps"}, "component"), Capability("heat", {}, "use")])


def test_a_profile_comes_back_as_written_and_a_second_time_changes_nothing(graph: Graph) -> None:
    first = write_rows(graph, ROWS)
    assert (first.counts["profiles"].created, first.counts["profile_tags"].created) == (1, 1)
    there = read_rows(graph)
    assert (there.profiles, there.profile_tags) == ((WANTED,), (TAG,))
    second = write_rows(graph, ROWS)
    assert (second.is_changed, second.version) == (False, first.version)


def test_what_is_no_longer_told_goes_but_the_day_of_publication_stays(graph: Graph) -> None:
    write_rows(graph, ROWS)
    bare = Profile("n1", "a", ProfileDirection.REQUEST, ProfileSubject.TECHNOLOGY, "Pumps sought", "Other words.")
    summary = write_rows(graph, GraphRows("other", profiles=(bare,)))
    assert (summary.counts["profiles"].changed, summary.removed) == (1, 1)
    there = read_rows(graph)
    assert (there.profiles, there.profile_tags) == ((replace(bare, published=WANTED.published),), ())


def test_without_a_day_of_publication_it_is_the_day_of_writing(graph: Graph) -> None:
    write_rows(graph, replace(ROWS, profiles=(replace(WANTED, published=None),)))
    assert read_rows(graph).profiles[0].published == datetime.now(UTC).date()


def test_owner_and_direction_can_change_and_there_is_one_tie(graph: Graph) -> None:
    write_rows(graph, ROWS)
    moved = replace(WANTED, organisation_id="b", direction=ProfileDirection.OFFER)
    write_rows(graph, GraphRows("test", profiles=(moved,)))
    assert graph.read(lambda tx: tx.run(LABELS_AND_TIE).value()) == [["b", "OFFERS", True, False]]
    assert read_rows(graph).profiles == (moved,)


def test_an_unknown_owner_is_named_and_nothing_is_written(graph: Graph) -> None:
    version = graph_version(graph)
    with pytest.raises(UnknownRowError, match=r"not known \(nobody\)"):
        write_rows(graph, replace(ROWS, profiles=(replace(WANTED, organisation_id="nobody"),), profile_tags=()))
    assert (read_rows(graph).organisations, graph_version(graph)) == ((), version)


def test_changes_bring_the_profile_with_its_tags_alone(graph: Graph) -> None:
    version = write_rows(graph, GraphRows("test", OWNERS)).version
    write_rows(graph, GraphRows("test", profiles=(WANTED,), profile_tags=(TAG,)))
    rows = read_changes(graph, version).rows
    assert (rows.profiles, rows.profile_tags, rows.organisations) == ((WANTED,), (TAG,), ())


def test_a_withdrawn_profile_stays_and_says_since_when(graph: Graph) -> None:
    version = write_rows(graph, ROWS).version
    summary = withdraw_profile(graph, "n1")
    assert summary.counts["profiles"].changed == 1
    changed = read_changes(graph, version)
    assert changed.version == summary.version > version
    assert changed.rows.profiles[0].withdrawn == datetime.now(UTC).date()
    assert read_withdrawn(graph) == {"n1"}
    assert not withdraw_profile(graph, "n1").is_changed
    with pytest.raises(UnknownProfileError, match="no profile with the id 'n2'"):
        withdraw_profile(graph, "n2")


def test_profiles_follow_when_a_person_finds_two_organisations_to_be_one(graph: Graph) -> None:
    write_rows(graph, GraphRows("list", OWNERS, profiles=(WANTED,)))
    write_rows(graph, GraphRows("list", (OWNERS[1],)), same_as={"a": "b"})
    assert [row.organisation_id for row in read_rows(graph).profiles] == ["b"]


def test_the_closed_lists_have_labels_in_both_languages_and_unique_words() -> None:
    assert {"joint-venture", "supplier", "research-development"} <= set(term_ids(AGREEMENT))
    for of in (AGREEMENT, ROLE):
        words = [word.casefold() for term in profile_terms() if term.list == of for word in set(term.labels.values())]
        assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (["id;label"], "with the columns"),
        (["list;id;label_en;label_it;label_no;family;also", "agreement;x;X;;f;"], "row 2 lacks a cell"),
        (
            ["list;id;label_en;label_it;label_no;family;also", *["role;x;X;Y;Z;f;"] * 2],
            "row 3 is of no list, or stands twice",
        ),
    ],
)
def test_a_list_that_contradicts_itself_is_refused(lines: list[str], complaint: str) -> None:
    with pytest.raises(SchemaDefinitionError, match=complaint):
        parse_profile_terms(lines)
