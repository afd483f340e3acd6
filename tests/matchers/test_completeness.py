"""What telling more of a profile would bring is what it brings: the world is built anew with it, and asked again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from matchers.answers import today
from matchers.completeness import Completeness, Effect, Step, completeness, counted
from matchers.corpus import Corpus
from matchers.encoder import Encoder
from matchers.engine import Engine
from matchers.feedback import Decline, Declines
from matchers.reranking import Switches
from matchers.results import MatchQuery
from matchers.snapshot import build_snapshot, open_snapshot
from matchers.steering import Steering, Turn
from tests.matchers.conftest import SOUGHT

Opened = Callable[[Corpus], Engine]


@pytest.fixture
def world(corpus: Corpus) -> Corpus:
    sized: dict[str, dict[str, Any]] = {
        "asker": {"family_owned": None},
        "partner": {"employees": 12},
        "bladesmith": {"size_class": "large"},
        "rival": {"employees": 60},
    }
    rows = tuple(replace(row, **sized.get(row.id, {})) for row in corpus.organisations)
    return replace(corpus, organisations=rows, profiles=(SOUGHT,))


@pytest.fixture
def opened(tmp_path: Path, encoder: Encoder) -> Opened:
    def answer(corpus: Corpus) -> Engine:
        build_snapshot(tmp_path / "asked", corpus, encoder, graph_version=1)
        return Engine(open_snapshot(tmp_path / "asked"), encoder)

    return answer


def told(corpus: Corpus, **facts: Any) -> Corpus:  # noqa: ANN401  any column of a row
    rows = tuple(replace(row, **facts) if row.id == "asker" else row for row in corpus.organisations)
    return replace(corpus, organisations=rows)


def scores(engine: Engine, match_type: str) -> dict[str, float]:
    query = MatchQuery(match_type, "asker", limit=20, switches=Switches(thinning=False, newcomers=False))
    return {match.organisation.id: match.score for match in engine.suggest(query).matches}


def mean(best: dict[str, float]) -> float:
    """Return what is told of the twenty best, of which there are fewer here."""
    return sum(best.values()) / 20


def step(found: Completeness, about: str) -> Step:
    (one,) = [one for one in found.steps if one.about == about]
    return one


def effect(found: Completeness, about: str, match_type: str) -> Effect:
    (one,) = [one for one in step(found, about).effects if one.match_type == match_type]
    return one


def test_telling_the_size_does_what_is_foretold_at_least_and_at_most(world: Corpus, opened: Opened) -> None:
    engine = opened(world)
    before = scores(engine, "subcontracting")
    foretold = effect(completeness(engine, "asker"), "size", "subcontracting")
    assert foretold.before == pytest.approx(mean(before), abs=1e-5)
    assert foretold.judged == 2  # "partner" has worked with it already, and is not suggested
    raised, means = [], []
    for size_class in ("micro", "small", "medium", "large"):
        after = scores(opened(told(world, size_class=size_class)), "subcontracting")
        raised.append(sum(round(after.get(key, 0.0), 2) > round(value, 2) for key, value in before.items()))
        means.append(mean(after))
    assert foretold.raised == (min(raised), max(raised))
    assert foretold.after == pytest.approx((min(means), max(means)), abs=1e-5)
    assert foretold.raised[0] < foretold.raised[1]


def test_answering_a_request_does_what_is_foretold(world: Corpus, opened: Opened) -> None:
    foretold = effect(completeness(opened(world), "asker"), "post", "request_or_offer")
    answer = replace(SOUGHT, id="answer", organisation="asker", direction="offer", published=datetime.now(UTC).date())
    after = scores(opened(replace(world, profiles=(SOUGHT, answer))), "request_or_offer")
    assert foretold.after[1] == pytest.approx(mean(after), abs=1e-5)
    assert foretold.gain > 0


def test_capabilities_are_those_of_organisations_like_it_and_each_is_tried(world: Corpus, opened: Opened) -> None:
    engine = opened(told(world, capabilities=()))
    found = [one for one in completeness(engine, "asker").steps if one.about == "capability"]
    assert "wind-turbines" in {one.id for one in found}
    assert all(one.gain > 0 for one in found)
    assert found == sorted(found, key=lambda one: -round(one.gain, 3))


def test_what_counts_for_firms_alone_is_asked_of_firms_alone(world: Corpus, opened: Opened) -> None:
    engine = opened(world)
    firm, lab = (completeness(engine, key) for key in ("asker", "near-lab"))
    assert set(firm.missing) - set(lab.missing) == {"size", "founded", "family_owned", "seeks_successor"}
    assert lab.known == ("capabilities",)
    assert lab.share == pytest.approx(1 / 5)


def test_of_what_is_told_nothing_is_said_again(world: Corpus, opened: Opened) -> None:
    facts = {"founded": 1980, "family_owned": False, "seeks_successor": False}
    full = told(world, employees=9, website="https://t.example", description="Turbines.", city="Milano", **facts)
    answer = replace(SOUGHT, id="own", organisation="asker", direction="offer")
    found = completeness(opened(replace(full, profiles=(SOUGHT, answer))), "asker")
    assert found.missing == ()
    assert found.share == 1.0
    assert {one.about for one in found.steps} <= {"capability"}


def test_who_is_declined_counts_in_none_of_it(world: Corpus, opened: Opened) -> None:
    engine = opened(world)
    before = effect(completeness(engine, "asker"), "size", "subcontracting")
    engine.declines = Declines([Decline("asker", "rival", "common_lab", "other", "Other", datetime.now(UTC).date())])
    after = effect(completeness(engine, "asker"), "size", "subcontracting")
    assert (before.judged, after.judged) == (2, 1)


def test_weights_that_a_manager_turned_count_in_all_of_it(world: Corpus, opened: Opened) -> None:
    engine = opened(world)
    before = effect(completeness(engine, "asker"), "size", "subcontracting").before
    engine.steering = Steering(turns=[Turn("north", "subcontracting", {"shared_capabilities": 0.5})])
    after = effect(completeness(engine, "asker"), "size", "subcontracting").before
    assert after == pytest.approx(mean(scores(engine, "subcontracting")), abs=1e-5)
    assert after != pytest.approx(before, abs=1e-3)


def test_facts_are_counted_as_they_are_told_without_scoring_anyone(world: Corpus, opened: Opened) -> None:
    full = told(world, website="https://t.example", description="Turbines.", employees=9)
    snapshot = opened(full).snapshot
    for row, found in enumerate(counted(snapshot, range(snapshot.size), today())):
        whole = completeness(opened(full), snapshot.organisation_id(row))
        assert (found.known, found.of) == (len(whole.known), len(whole.known) + len(whole.missing))
        assert found.share == pytest.approx(whole.share)
    assert counted(snapshot, [], today()) == []


@pytest.mark.parametrize(
    ("before", "after", "entered", "judged", "moves", "told"),
    [
        (0.0, (0.0, 0.0), 0, 0, False, False),
        (0.001, (0.004, 0.004), 0, 0, False, False),
        (0.001, (0.004, 0.004), 1, 0, False, True),
        (0.0, (0.0, 0.0), 0, 3, False, True),
        (0.4, (0.4, 0.43), 0, 0, True, True),
    ],
)
def test_a_mean_that_looks_the_same_is_not_told(
    before: float, after: tuple[float, float], entered: int, judged: int, *, moves: bool, told: bool
) -> None:
    effect_ = Effect("common_lab", 20, (1, 1), (0, 0), (entered, entered), judged, before, after)
    assert (effect_.moves, effect_.is_worth_telling) == (moves, told)
