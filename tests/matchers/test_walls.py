"""Behind walls an organisation is not there: not by id, search, suggestion, tie, duplicate, offer, team or drawing."""

from dataclasses import replace
from pathlib import Path

import pytest

from matchers import directory, profile_directory
from matchers.consortium import ConsortiumQuery, TeamWishes, assemble
from matchers.corpus import ClusterRow, Corpus, ProfileRow
from matchers.directory_results import OrganisationSearch
from matchers.engine import Engine
from matchers.errors import UnknownIdError
from matchers.match_types import match_types
from matchers.network.drawing import cluster_network, neighbourhood
from matchers.paging import Page
from matchers.profile_results import ProfileSearch
from matchers.results import MatchQuery, OrganisationFilter
from matchers.snapshot import Snapshot, behind_walls, build_snapshot, open_snapshot
from tests.matchers.conftest import CORPUS, WordEncoder

HIDDEN = ("partner", "twin", "bladesmith")
HIDDEN_NAMES = ("Pale d'Italia", "TURBINA SPA", "Blad AS")
SEEN = {row.id for row in CORPUS.organisations} - set(HIDDEN)
LIKE_BLADES = "rotor blades for wind turbines"


@pytest.fixture
def corpus() -> Corpus:
    """The small world with a second cluster: of its asker's partner, its likely duplicate, and one two steps away."""
    organisations = tuple(
        replace(row, clusters=("south",)) if row.id in HIDDEN else row for row in CORPUS.organisations
    )
    offer = ProfileRow("offer", "partner", "offer", "business", "Rotor blades", "We make rotor blades of all lengths.")
    return replace(
        CORPUS,
        organisations=organisations,
        clusters=(*CORPUS.clusters, ClusterRow("south", {"en": "South"})),
        profiles=(offer,),
    )


@pytest.fixture
def walled(snapshot: Snapshot) -> Snapshot:
    """What a member of the cluster "north" sees."""
    return behind_walls(snapshot, {"north"}, "asker")


def test_who_is_hidden_cannot_be_asked_for(walled: Snapshot) -> None:
    for hidden in HIDDEN:
        with pytest.raises(UnknownIdError):
            directory.organisation_detail(walled, hidden)
        with pytest.raises(UnknownIdError):
            neighbourhood(walled, hidden)
    with pytest.raises(UnknownIdError):
        cluster_network(walled, "south")
    with pytest.raises(UnknownIdError):
        directory.search_organisations(walled, OrganisationSearch(filter=OrganisationFilter(clusters=("south",))))
    with pytest.raises(UnknownIdError):
        profile_directory.profile_detail(walled, "offer")


def test_a_search_finds_all_others(walled: Snapshot) -> None:
    page = directory.search_organisations(walled, OrganisationSearch(page=Page(size=100)))
    assert {card.id for card in page.items} == SEEN
    assert page.total == len(SEEN)
    assert profile_directory.search_profiles(walled, ProfileSearch(include_closed=True)).total == 0


def test_no_answer_names_who_is_hidden(walled: Snapshot, encoder: WordEncoder) -> None:
    engine = Engine(walled, encoder)
    answers: list[object] = [
        directory.cluster_cards(walled),
        *(directory.organisation_detail(walled, one) for one in SEEN),
        *(neighbourhood(walled, one) for one in SEEN),
        cluster_network(walled, "north"),
        assemble(engine, ConsortiumQuery(LIKE_BLADES, ("asker",), TeamWishes(rules="none"))),
    ]
    for kind in match_types():
        answers += [
            engine.suggest(
                MatchQuery(kind, organisation=one, limit=100, include_partners=True, explain_changes=one == "asker")
            )
            for one in SEEN
        ]
        answers.append(engine.suggest(MatchQuery(kind, text=LIKE_BLADES, limit=100)))
    told = "\n".join(map(repr, answers))
    assert [name for name in (*HIDDEN_NAMES, "South", "'partner'", "'bladesmith'") if name in told] == []
    assert "Turbina S.r.l." in told


def test_ties_with_who_is_hidden_count_for_nothing(snapshot: Snapshot, walled: Snapshot) -> None:
    assert directory.organisation_detail(snapshot, "asker").partner_count == 1
    detail = directory.organisation_detail(walled, "asker")
    assert (detail.partner_count, detail.partners, detail.possible_duplicates) == (0, (), ())


def test_one_who_may_see_every_cluster_sees_what_all_is(snapshot: Snapshot, encoder: WordEncoder) -> None:
    every = Engine(behind_walls(snapshot, {"north", "south"}), encoder)
    query = MatchQuery("common_lab", organisation="asker", limit=100)
    assert every.suggest(query) == Engine(snapshot, encoder).suggest(query)


def test_ones_own_organisation_is_always_seen(snapshot: Snapshot) -> None:
    alone = behind_walls(snapshot, frozenset(), "partner")
    assert directory.organisation_detail(alone, "partner").card.clusters == ()
    with pytest.raises(UnknownIdError):
        directory.organisation_detail(alone, "asker")


def test_the_snapshot_itself_stays_as_it_was(snapshot: Snapshot, tmp_path: Path, corpus: Corpus) -> None:
    before = directory.search_organisations(snapshot, OrganisationSearch(page=Page(size=100)))
    behind_walls(snapshot, {"north"})
    assert directory.search_organisations(snapshot, OrganisationSearch(page=Page(size=100))) == before
    build_snapshot(tmp_path / "fresh", corpus, WordEncoder(), graph_version=1)
    fresh = open_snapshot(tmp_path / "fresh")
    assert directory.organisation_detail(snapshot, "asker") == directory.organisation_detail(fresh, "asker")
