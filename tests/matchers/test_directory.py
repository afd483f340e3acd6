"""Finding organisations, reading about one, clusters and networks to draw."""

import pytest

from matchers.directory import capability_options, cluster_cards, organisation_detail, search_organisations
from matchers.directory_results import OrganisationSearch
from matchers.errors import UnknownIdError
from matchers.network.drawing import cluster_network, neighbourhood
from matchers.paging import Page
from matchers.results import OrganisationFilter
from matchers.snapshot import Snapshot


def _ids(snapshot: Snapshot, words: str, **wanted: tuple[str, ...]) -> list[str]:
    page = search_organisations(snapshot, OrganisationSearch(words, OrganisationFilter(**wanted)))
    assert page.total == len(page.items)
    return [card.id for card in page.items]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("turbina", ["asker", "twin"]),
        ("TURBINA srl", ["asker"]),
        ("s.r.l turb", ["asker"]),
        ("as blad", ["bladesmith"]),
        ("blad as", ["bladesmith"]),
        ("eoliche near", ["near-lab"]),
        ("politécnico", ["near-lab"]),
        ("drop names", ["nowhere"]),
        ("asker", ["asker"]),
        ("xyzzy", []),
        ("turbina xyzzy", []),
    ],
)
def test_words_in_any_order_find_by_their_beginnings(snapshot: Snapshot, words: str, expected: list[str]) -> None:
    assert _ids(snapshot, words) == expected


def test_no_words_find_all_those_with_most_projects_first(snapshot: Snapshot) -> None:
    found = _ids(snapshot, "")
    assert len(found) == snapshot.size
    assert found[0] == "partner"


def test_a_hit_in_the_name_comes_before_one_in_a_capability(snapshot: Snapshot) -> None:
    assert _ids(snapshot, "pale")[0] == "partner"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"kinds": ("university",)}, {"near-lab", "far-lab"}),
        ({"kinds": ("university",), "countries": ("NO",)}, {"far-lab"}),
        ({"clusters": ("north",)}, {"asker", "partner"}),
        ({"capabilities": ("wind-energy",)}, {"farmer", "town"}),
        ({"kinds": ("other",)}, {"nowhere"}),
    ],
)
def test_filters_narrow_a_search(snapshot: Snapshot, wanted: dict[str, tuple[str, ...]], expected: set[str]) -> None:
    assert set(_ids(snapshot, "", **wanted)) == expected


def test_pages_cover_all_without_overlap(snapshot: Snapshot) -> None:
    pages = [search_organisations(snapshot, OrganisationSearch(page=Page(number, 4))) for number in (1, 2, 3, 4)]
    ids = [card.id for page in pages for card in page.items]
    assert len(ids) == len(set(ids)) == pages[0].total == snapshot.size
    assert pages[3].items == ()


def test_an_organisations_page_has_its_projects_latest_first_and_its_partners(snapshot: Snapshot) -> None:
    detail = organisation_detail(snapshot, "partner")
    assert [(project.acronym, project.role) for project in detail.projects] == [
        ("BLADE", "coordinator"),
        ("ROTOR", "participant"),
    ]
    assert {card.id: count for card, count in detail.partners} == {"asker": 1, "bladesmith": 1}
    assert detail.capabilities[0].evidence == 'title: "blades"'
    assert detail.possible_duplicates == ()


def test_likely_duplicates_are_shown(snapshot: Snapshot) -> None:
    assert [card.id for card in organisation_detail(snapshot, "asker").possible_duplicates] == ["twin"]


def test_an_unknown_organisation_is_named(snapshot: Snapshot) -> None:
    with pytest.raises(UnknownIdError, match="There is no organisation with the id 'nobody'"):
        organisation_detail(snapshot, "nobody")


def test_a_cluster_counts_its_members_by_kind(snapshot: Snapshot) -> None:
    (card,) = cluster_cards(snapshot)
    assert (card.id, card.members, card.kinds) == ("north", 2, {"firm": 2})


def test_a_clusters_network_has_its_members_and_their_ties(snapshot: Snapshot) -> None:
    network = cluster_network(snapshot, "north")
    assert {node.id for node in network.nodes} == {"asker", "partner"}
    assert [(edge.source, edge.target, edge.projects, edge.since) for edge in network.edges] == [
        ("partner", "asker", 1, 2015)
    ]
    assert network.omitted == 0


def test_a_large_network_says_how_many_it_leaves_out(snapshot: Snapshot) -> None:
    network = cluster_network(snapshot, "north", limit=1)
    assert ([node.id for node in network.nodes], network.omitted) == (["partner"], 1)


def test_expanding_an_organisation_shows_partners_and_who_is_a_member(snapshot: Snapshot) -> None:
    network = neighbourhood(snapshot, "partner")
    assert {node.id: node.is_member for node in network.nodes} == {
        "partner": True,
        "asker": True,
        "bladesmith": False,
    }


@pytest.mark.parametrize("look_up", [cluster_network, neighbourhood])
def test_unknown_ids_in_networks_are_named(snapshot: Snapshot, look_up: object) -> None:
    with pytest.raises(UnknownIdError):
        look_up(snapshot, "nope")  # type: ignore[operator]  # both take a snapshot and an id


def test_only_capabilities_that_someone_has_can_be_chosen(snapshot: Snapshot) -> None:
    assert [option[0] for option in capability_options(snapshot)] == ["biogas", "blades", "wind-farms", "wind-turbines"]
