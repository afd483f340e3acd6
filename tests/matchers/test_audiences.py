"""What an organisation withholds is not there for those who may not see it: not shown, searched, scored or reasoned."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graph_schema.audiences import audience_fields, audiences
from matchers import directory, profile_directory
from matchers.across.meetings import meetings
from matchers.across.results import MeetingsQuery, WhoCanQuery
from matchers.across.visibility import Visibility
from matchers.across.who_can import who_can
from matchers.corpus import ClusterRow, Corpus, ProfileRow
from matchers.directory_results import OrganisationSearch
from matchers.engine import Engine
from matchers.errors import UnknownIdError
from matchers.match_types import match_types
from matchers.paging import Page
from matchers.profile_results import ProfileSearch
from matchers.results import MatchQuery, OrganisationFilter
from matchers.snapshot import Snapshot, build_snapshot, open_snapshot, standings, without_withheld
from matchers.snapshot.audiences import AUDIENCES, CLUSTER, FIELDS, FROM_DESCRIPTION, OWN, PARTNERS, PUBLIC
from matchers.snapshot.restore import corpus_of
from matchers.text import profile_text
from tests.matchers.conftest import CORPUS, WordEncoder

SAID = "quixotic rotor magic"
EVERYONE = OrganisationSearch(page=Page(size=100))
SECRETIVE = "partner"
LEI = "815600EAD78C57FCE690"
FACTS = {
    "description": SAID,
    "website": "https://secret.example",
    "employees": 77,
    "is_sme": True,
    "founded": 1971,
    "family_owned": True,
    "seeks_successor": True,
    "lei": LEI,
}


@pytest.fixture
def corpus() -> Corpus:
    """The small world, with one organisation of which everything is told, and a second cluster."""
    told = {
        "capabilities": (
            ("blades", 0.8, 'stated: "bladework"'),
            ("biogas", 0.9, f'{FROM_DESCRIPTION}"{SAID}"'),
        )
    }
    organisations = tuple(
        replace(row, **(FACTS | told))  # type: ignore[arg-type]
        if row.id == SECRETIVE
        else replace(row, clusters=("south",))
        if row.id in {"bladesmith", "stranger"}
        else replace(row, family_owned=None)  # so that only one organisation has what is looked for
        for row in CORPUS.organisations
    )
    offer = ProfileRow("offer", SECRETIVE, "offer", "business", "Secret offer", "We make rotor blades of all lengths.")
    clusters = (*CORPUS.clusters, ClusterRow("south", {"en": "South"}))
    return replace(CORPUS, organisations=organisations, clusters=clusters, profiles=(offer,))


Withhold = Callable[..., Snapshot]


@pytest.fixture
def withhold(tmp_path: Path, corpus: Corpus, encoder: WordEncoder) -> Withhold:
    """Build a snapshot in which one organisation withholds fields."""

    def built(**chosen: str) -> Snapshot:
        rows = tuple(
            replace(row, audiences=tuple(chosen.items())) if row.id == SECRETIVE else row
            for row in corpus.organisations
        )
        folder = tmp_path / "-".join(chosen)
        build_snapshot(folder, replace(corpus, organisations=rows), encoder, graph_version=1)
        return open_snapshot(folder)

    return built


def as_seen(snapshot: Snapshot, standing: int) -> Snapshot:
    """The snapshot as someone of a standing with everyone sees it."""
    return without_withheld(snapshot, np.full(snapshot.size, standing, dtype=np.uint8))


def answers(snapshot: Snapshot, encoder: WordEncoder) -> str:
    """All that is answered about everyone, as text."""
    engine = Engine(snapshot, encoder)
    ids = list(snapshot.row_by_id)
    told: list[object] = [
        directory.search_organisations(snapshot, EVERYONE),
        profile_directory.search_profiles(snapshot, ProfileSearch(include_closed=True)),
        *(directory.organisation_detail(snapshot, one) for one in ids),
        who_can(engine, WhoCanQuery("magic rotors"), Visibility.everything(snapshot)),
    ]
    for kind in match_types():
        told += [
            engine.suggest(MatchQuery(kind, organisation=one, limit=100, include_partners=True, explain_changes=True))
            for one in ("asker", "town", SECRETIVE)
            if one in snapshot.row_by_id
        ]
        told.append(engine.suggest(MatchQuery(kind, text="rotor blades", limit=100)))
    return "\n".join(map(repr, told))


LEAKS = {
    "named": ("'partner'", "Pale d'Italia"),
    "description": (SAID,),
    "website": ("secret.example",),
    "capabilities": ("bladework",),
    "profiles": ("'offer'", "Secret offer"),
    "size": ("employees=77", "77 people"),
    "founded": ("=1971", " 1971", "'1971"),
    "family_owned": ("family_owned=True", "They are a family firm", "'a family firm"),
    "seeks_successor": ("seeks_successor=True", "'seeks a successor", "They seek a successor,"),
}


def test_the_fields_and_audiences_are_those_of_the_graph() -> None:
    assert tuple(audience_fields()) == FIELDS
    assert tuple(audiences()) == AUDIENCES
    assert set(LEAKS) == set(FIELDS)


@pytest.mark.parametrize(
    ("field", "audience"), [(field, AUDIENCES[1 + place % 3]) for place, field in enumerate(FIELDS)]
)
def test_a_field_is_there_for_its_audience_and_for_nobody_else(
    withhold: Withhold, encoder: WordEncoder, field: str, audience: str
) -> None:
    snapshot = withhold(**{field: audience})
    least = AUDIENCES.index(audience)
    for standing, sees in ((least - 1, False), (least, True)):
        view = as_seen(snapshot, standing)
        told = answers(view, encoder)
        leaked = [marker for marker in LEAKS[field] if marker in told]
        assert bool(leaked) is sees, (AUDIENCES[standing], leaked)


@pytest.mark.parametrize(
    ("field", "left"), [("description", ["blades"]), ("capabilities", []), ("website", ["biogas", "blades"])]
)
def test_capabilities_read_from_a_description_go_with_it(withhold: Withhold, field: str, left: list[str]) -> None:
    view = as_seen(withhold(**{field: "partners"}), PUBLIC)
    assert [one.id for one in directory.organisation_detail(view, SECRETIVE).capabilities] == left


@pytest.mark.parametrize(
    ("field", "word", "found"),
    [("description", "biogas", {"stranger"}), ("capabilities", "rotor", {"bladesmith"}), ("named", "italia", set())],
)
def test_nobody_is_found_by_words_that_are_withheld(withhold: Withhold, field: str, word: str, found: set[str]) -> None:
    snapshot = withhold(**{field: "own"})
    search = OrganisationSearch(words=word, page=Page(size=100))
    seen = {card.id for card in directory.search_organisations(as_seen(snapshot, PUBLIC), search).items}
    assert seen == found
    own = {card.id for card in directory.search_organisations(as_seen(snapshot, OWN), search).items}
    assert own == found | {SECRETIVE}


@pytest.mark.parametrize("words", ["pale italia", LEI])
def test_who_withholds_capabilities_is_still_found_by_name_and_public_id(withhold: Withhold, words: str) -> None:
    view = as_seen(withhold(capabilities="own"), PUBLIC)
    search = OrganisationSearch(words=words)
    assert [card.id for card in directory.search_organisations(view, search).items] == [SECRETIVE]


def test_a_filter_finds_nobody_by_a_capability_that_is_withheld(withhold: Withhold) -> None:
    snapshot = withhold(capabilities="cluster")
    search = OrganisationSearch(filter=OrganisationFilter(capabilities=("blades",)))
    for standing, found in ((PARTNERS, {"bladesmith"}), (CLUSTER, {"bladesmith", SECRETIVE})):
        page = directory.search_organisations(as_seen(snapshot, standing), search)
        assert {card.id for card in page.items} == found


def test_a_text_is_read_without_what_is_withheld(withhold: Withhold, corpus: Corpus, encoder: WordEncoder) -> None:
    snapshot = withhold(description="partners", capabilities="own")
    row, titles = snapshot.row(SECRETIVE), ["Wind turbine blades of recycled fibre", "Longer blades for wind turbines"]
    labels = ["Biogas", "Rotor blades"]
    organisation = next(one for one in corpus.organisations if one.id == SECRETIVE)
    untold = replace(organisation, description=None)
    texts = (
        profile_text(untold, [], titles),
        profile_text(organisation, [], titles),
        profile_text(organisation, [], titles),
        profile_text(organisation, labels, titles),
    )
    for standing, text in enumerate(texts):
        np.testing.assert_allclose(as_seen(snapshot, standing).vectors[row], encoder.encode([text])[0], atol=1e-6)


def test_a_size_that_is_withheld_is_left_out_of_the_score_as_one_that_nobody_knows(
    withhold: Withhold, encoder: WordEncoder
) -> None:
    snapshot = withhold(size="partners")
    asked = MatchQuery("acquisition_or_succession", organisation=SECRETIVE, include_partners=True)
    own = Engine(as_seen(snapshot, OWN), encoder).match_with(asked, "asker")
    public = Engine(as_seen(snapshot, PUBLIC), encoder).match_with(asked, "asker")
    assert any("How large they are" in told for told in own.unknown)
    assert any("How large you both are" in told for told in public.unknown)


def test_who_is_not_named_is_counted(withhold: Withhold, encoder: WordEncoder) -> None:
    snapshot = withhold(named="own")
    view, whole = as_seen(snapshot, PUBLIC), as_seen(snapshot, OWN)
    with pytest.raises(UnknownIdError):
        view.row(SECRETIVE)
    north = view.cluster_column("north")
    assert directory.cluster_card(view, north) == directory.cluster_card(whole, north)
    assert SECRETIVE not in directory.member_ids(view, "north")
    query = WhoCanQuery("rotor blades")
    seen, all_of_it = (who_can(Engine(one, encoder), query, Visibility.everything(one)) for one in (view, whole))
    ours = [next(one for one in found.clusters if one.cluster.id == "north") for found in (seen, all_of_it)]
    assert [(one.members, one.able, one.unnamed) for one in ours] == [(2, 2, 1), (2, 2, 0)]
    assert seen.elsewhere == all_of_it.elsewhere


def test_who_is_not_named_is_counted_where_clusters_meet(withhold: Withhold, encoder: WordEncoder) -> None:
    snapshot = withhold(named="own")
    view, whole = as_seen(snapshot, PUBLIC), as_seen(snapshot, OWN)
    query = MeetingsQuery("north", "south", match_type="strategic_alliance", include_partners=True)
    seen, all_of_it = (meetings(Engine(one, encoder), query, Visibility.everything(one)) for one in (view, whole))
    assert seen.compared == all_of_it.compared
    assert seen.pairs == all_of_it.pairs
    assert sum(topic.unnamed for topic in seen.topics) > sum(topic.unnamed for topic in all_of_it.topics) == 0
    assert "Pale" not in repr(seen)
    assert "Pale" in repr(all_of_it)


def test_standings_follow_from_clusters_and_ones_own_organisation(snapshot: Snapshot) -> None:
    found = standings(snapshot, {"north": CLUSTER, "south": PARTNERS}, "asker")
    told = {snapshot.organisation_id(row): AUDIENCES[standing] for row, standing in enumerate(found.tolist())}
    assert {key: told[key] for key in ("asker", "partner", "stranger", "town")} == {
        "asker": "own",
        "partner": "cluster",
        "stranger": "partners",
        "town": "public",
    }


def test_what_nothing_is_withheld_from_is_the_snapshot_itself(withhold: Withhold) -> None:
    snapshot = withhold(description="partners")
    assert as_seen(snapshot, PARTNERS) is snapshot
    assert as_seen(snapshot, PUBLIC) is not snapshot


def test_the_snapshot_itself_keeps_what_a_view_withholds(withhold: Withhold, encoder: WordEncoder) -> None:
    snapshot = withhold(**dict.fromkeys(FIELDS, "own"))
    before = answers(snapshot, encoder)
    answers(as_seen(snapshot, PUBLIC), encoder)
    assert answers(snapshot, encoder) == before


def test_a_snapshot_gives_back_what_is_withheld(withhold: Withhold) -> None:
    snapshot = withhold(description="own", size="partners")
    rows = {row.id: row.audiences for row in corpus_of(snapshot).organisations if row.audiences}
    assert rows == {SECRETIVE: (("description", "own"), ("size", "partners"))}


def test_a_change_of_audience_encodes_the_other_text_alone(withhold: Withhold, encoder: WordEncoder) -> None:
    snapshot = withhold(founded="own")
    encoder.encoded.clear()
    rows = tuple(
        replace(row, audiences=(("description", "own"),)) if row.id == SECRETIVE else row
        for row in corpus_of(snapshot).organisations
    )
    folder = Path(str(snapshot.array("organisation.kind").base.filename)).parents[1]  # type: ignore[union-attr]
    build_snapshot(folder, replace(corpus_of(snapshot), organisations=rows), encoder, 2, previous=snapshot)
    assert len(encoder.encoded) == 1
    assert SAID not in encoder.encoded[0]
