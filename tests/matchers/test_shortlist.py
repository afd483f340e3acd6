"""Who is compared where organisations are too many to score them all: as good as all, and nobody who may not be."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from benchmarks.federation import Federation, read_source
from benchmarks.scale.corpus import corpus_of_parts
from matchers import comparing
from matchers.comparing import Known, compared
from matchers.corpus import Corpus
from matchers.encoder import Encoder, Progress, Vectors
from matchers.engine import Engine
from matchers.feedback import Decline, Declines
from matchers.match_types import MatchType, match_type
from matchers.ranker import Scores, score
from matchers.reranking import Switches
from matchers.results import Match, MatchList, MatchQuery, OrganisationFilter
from matchers.seeker import Seeker
from matchers.seekers import seeker_of_organisation
from matchers.shortlist import guessing, lists
from matchers.snapshot import Snapshot, behind_walls, build_snapshot, neighbours, open_snapshot, shortcuts
from matchers.snapshot.neighbours import Neighbours, neighbour_arrays
from matchers.steering import Act, Steering, Wish
from matchers.text import words

FEW = 300
TODAY = date(2026, 3, 1)
TYPES = (
    "strategic_alliance",
    "joint_venture",
    "common_lab",
    "international_partner",
    "request_or_offer",
    "subcontracting",
    "acquisition_or_succession",
)


class HashEncoder(Encoder):
    """Sums fixed random vectors of words, a thousand texts in some milliseconds."""

    def __init__(self) -> None:
        self.model_id = "hashes"
        self._vectors = np.random.default_rng(0).normal(size=(2_000, 48)).astype(np.float32)

    @property
    def dimensions(self) -> int:
        return 48

    def unpack(self, progress: Progress) -> None:
        """Nothing to unpack."""

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:  # noqa: ARG002
        return np.array([self.encode_need(text) for text in texts], dtype=np.float32).reshape(-1, 48)

    def encode_need(self, text: str) -> Vectors:
        total = self._vectors[[crc32(word.encode()) % 2_000 for word in words(text)]].sum(axis=0)
        return np.asarray(total / max(float(np.linalg.norm(total)), 1e-6), dtype=np.float32)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_of_parts(Federation(read_source(), 2_000).parts())


@pytest.fixture(scope="module")
def snapshot(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A snapshot that is taken for one of very many."""
    folder = tmp_path_factory.mktemp("many")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shortcuts, "LEAST", FEW)
        build_snapshot(folder, corpus, HashEncoder(), 1)
    return open_snapshot(folder)


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LEAST", FEW)


@pytest.fixture
def engine(snapshot: Snapshot) -> Engine:
    return Engine(snapshot, HashEncoder())


def ids(found: MatchList) -> list[str]:
    return [match.organisation.id for match in found.matches]


def exactly(engine: Engine, query: MatchQuery) -> MatchList:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matchers.comparing.shortlist", lambda *_: None)
        return engine.suggest(query)


def scored_exactly(engine: Engine, query: MatchQuery) -> int:
    snapshot = engine.snapshot
    seeker, declared = seeker_of_organisation(snapshot, str(query.organisation)), match_type(query.match_type)
    nobody = Known([], [], snapshot.nobody, np.zeros(snapshot.size, dtype=np.float32))
    return compared(seeker, declared, query, query.filter, nobody).part.size


@pytest.mark.parametrize("asked", TYPES)
def test_the_best_are_those_that_comparing_all_finds(engine: Engine, asked: str) -> None:
    queries = [MatchQuery(asked, organisation=f"SYN{number:08d}") for number in range(0, 2_000, 67)]
    shares = []
    for query in queries:
        all_of_them = ids(exactly(engine, query))
        shares.append(np.isin(all_of_them, ids(engine.suggest(query))).mean() if all_of_them else 1.0)
    assert np.mean(shares) >= 0.9


def test_a_match_says_the_same_as_if_all_had_been_compared(engine: Engine) -> None:
    query = MatchQuery("strategic_alliance", organisation="SYN00000067")
    one, all_of_them = engine.suggest(query), exactly(engine, query)
    told = {match.organisation.id: match for match in one.matches}
    both = [match for match in all_of_them.matches if match.organisation.id in told]
    assert both
    for match in both:
        found = told[match.organisation.id]
        assert found.score == pytest.approx(match.score, abs=1e-5)
        # In another order: what is usual among those of a list is not what is usual among all.
        assert {reason.sentence for reason in found.reasons} == {reason.sentence for reason in match.reasons}


def test_a_filter_that_few_pass_is_answered_by_comparing_all_of_these(engine: Engine) -> None:
    query = MatchQuery(
        "international_partner", organisation="SYN00000067", filter=OrganisationFilter(countries=("NO", "FI"))
    )
    found, all_of_them = engine.suggest(query), exactly(engine, query)
    assert ids(found) == ids(all_of_them)
    assert found.considered == all_of_them.considered


def test_who_is_far_down_the_lists_is_not_scored_exactly(engine: Engine) -> None:
    few = replace(MatchQuery("strategic_alliance", organisation="SYN00000067"), limit=5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "COMPARED", 30)
        found, scored = engine.suggest(few), scored_exactly(engine, few)
        many = engine.suggest(replace(few, limit=50))
    assert scored <= 30 + guessing.NEWCOMERS < scored_exactly(engine, few) < found.considered
    assert ids(found) == ids(engine.suggest(few))
    assert len(many.matches) == 50


@pytest.mark.parametrize("asked", TYPES)
def test_one_match_is_told_of_as_in_the_list_though_nobody_else_is_compared(engine: Engine, asked: str) -> None:
    asker, third = "SYN00000067", 2
    usual = ids(engine.suggest(MatchQuery(asked, organisation=asker, day=TODAY)))
    decline = Decline(asker, usual[0], asked, "wrong-field", "Wrong field", TODAY, "field")
    pin = Wish("pin", Act.PIN, "anywhere", asker, asked, usual[third])
    steered = Engine(engine.snapshot, HashEncoder(), declines=Declines([decline]), steering=Steering([pin]))
    switches = Switches(thinning=False, newcomers=False)
    query = MatchQuery(asked, organisation=asker, day=TODAY, limit=20, switches=switches)
    listed = steered.suggest(query).matches
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("matchers.engine.score", _of_one_alone)
        alone = [steered.match_with(query, match.organisation.id) for match in listed]
    assert len(listed) == query.limit
    for one, match in zip(alone, listed, strict=True):
        assert one.score == pytest.approx(match.score, abs=1e-5)
        assert _contributions(one) == pytest.approx(_contributions(match), abs=1e-5)
        assert replace(one, score=0, reasons=(), reciprocity=None) == replace(
            match, score=0, reasons=(), reciprocity=None
        )


def _of_one_alone(seeker: Seeker, part: Snapshot, declared: MatchType, known: object) -> Scores:
    assert part.size == 1
    assert known is None
    return score(seeker, part, declared)


def _contributions(match: Match) -> dict[tuple[str, str], float]:
    return {(reason.feature, reason.sentence): reason.contribution for reason in match.reasons}


def test_behind_walls_nobody_else_is_found(snapshot: Snapshot) -> None:
    view = behind_walls(snapshot, {"synthetic-0-0", "synthetic-0-3"})
    for asked in TYPES:
        found = Engine(view, HashEncoder()).suggest(MatchQuery(asked, organisation="SYN00000001", limit=50))
        assert all(one in view.row_by_id for one in ids(found))


def test_a_need_in_words_finds_whom_comparing_all_finds(engine: Engine) -> None:
    query = MatchQuery("request_or_offer", text="heat pumps and district heating for public buildings")
    assert len({*ids(engine.suggest(query))} & {*ids(exactly(engine, query))}) >= 8


def test_who_was_declined_is_told_and_not_suggested(engine: Engine) -> None:
    query = MatchQuery("strategic_alliance", organisation="SYN00000067")
    first = ids(engine.suggest(query))[0]
    day = query.day or np.datetime64("today").item()
    decline = Decline("SYN00000067", first, "strategic_alliance", "no-time", "No time", day)
    found = Engine(engine.snapshot, HashEncoder(), declines=Declines([decline])).suggest(query)
    assert first not in ids(found)
    assert [one.id for one in found.declined] == [first]


def test_a_newcomer_is_found_before_the_index_is_made_anew(snapshot: Snapshot, corpus: Corpus, tmp_path: Path) -> None:
    twin = next(row for row in corpus.organisations if row.id == "SYN00000067")
    fresh = replace(twin, id="AAA-first-of-all", name="New one", pic=None, vat=None)
    delta = Corpus(organisations=(fresh,), capabilities=corpus.capabilities)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shortcuts, "LEAST", FEW)
        build_snapshot(tmp_path, corpus.changed_by(delta), HashEncoder(), 2, snapshot)
    later = open_snapshot(tmp_path)
    assert np.array_equal(later.array("organisation.index"), snapshot.array("organisation.index"))
    assert later.row("AAA-first-of-all") in later.neighbours.near(later.vectors[later.row("SYN00000067")], 20)
    assert len(later.array("organisation.index_fresh")) == 1


def test_what_is_newer_than_an_index_is_put_into_it_when_it_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "MOST_FRESH", 20)
    vectors = np.random.default_rng(0).normal(size=(500, 48)).astype(np.float32)
    nobody = np.zeros(0, dtype=np.int64)
    first = neighbour_arrays("x", vectors[:400], {}, nobody)
    moved = np.where(np.arange(400) == 7, -1, np.arange(400))
    for size, is_extended in ((410, False), (460, True)):
        found = neighbour_arrays("x", vectors[:size], first, moved)
        assert (found["x.index"] is not first["x.index"]) is is_extended
        assert len(found["x.index_fresh"]) == (0 if is_extended else size - 399)
        index = Neighbours("x", found, vectors[:size])
        assert np.mean([row in index.near(vectors[row], 30) for row in range(size)]) > 0.98
        assert all(len(near) == len({*near}) for near in (index.near(vectors[row], 30).tolist() for row in range(9)))
