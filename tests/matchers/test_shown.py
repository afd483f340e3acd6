"""The order in which an engine shows suggestions: near-duplicates step back, one newcomer has a place."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from matchers.corpus import CapabilityRow, Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.encoder import Encoder
from matchers.engine import Engine
from matchers.ranker import best
from matchers.reranking import Switches
from matchers.results import MatchList, MatchQuery, ShownBefore
from matchers.snapshot import build_snapshot, open_snapshot

OFF = Switches(thinning=False, newcomers=False)
TWINS = ("twin-a", "twin-b")
VETERANS = tuple(f"veteran-{number:02}" for number in range(14))
PROJECTS = {
    "ours": ("asker", "veteran-00"),
    "both-1": TWINS,
    "both-2": TWINS,
    "both-3": TWINS,
    **{f"{name}-{number}": (name, "crowd") for name in VETERANS for number in (1, 2)},
    "debut": ("newcomer",),
}
"""All about the same, so that scores are near each other; the twins did everything together, the debut was earlier."""

BLADES = (("blades", 0.8, "all make them, so that all have common ground"),)


def _project(key: str) -> ProjectRow:
    return ProjectRow(key, key, f"Wind turbine blades {key}", start=date(2013 if key == "debut" else 2018, 1, 1))


CORPUS = Corpus(
    tuple(
        OrganisationRow(name, name.upper(), "firm", "IT" if name == "asker" else "NO", capabilities=BLADES)
        for name in (*TWINS, *VETERANS, "crowd", "newcomer", "asker")
    ),
    tuple(_project(key) for key in PROJECTS),
    tuple(ParticipationRow(member, key) for key, members in PROJECTS.items() for member in members),
    capabilities=(CapabilityRow("blades", {"en": "Rotor blades"}, "components"),),
)


@pytest.fixture
def many(tmp_path: Path, encoder: Encoder) -> Engine:
    build_snapshot(tmp_path, CORPUS, encoder, graph_version=1)
    return Engine(open_snapshot(tmp_path), encoder)


def _ask(engine: Engine, switches: Switches, limit: int = 100) -> MatchList:
    return engine.suggest(MatchQuery("international_partner", "asker", limit=limit, switches=switches))


def _ids(found: MatchList) -> list[str]:
    return [match.organisation.id for match in found.matches]


def test_of_two_that_are_the_same_again_the_later_steps_back_and_says_so(many: Engine) -> None:
    before, after = _ask(many, OFF), _ask(many, Switches(newcomers=False))
    first, second = (name for name in _ids(before) if name in TWINS)
    assert _ids(after).index(second) > _ids(before).index(second)
    assert _ids(after).index(first) < _ids(after).index(second)
    said = {match.organisation.id: match for match in after.matches if match.behind}
    assert said[second].behind == ShownBefore(first, first.upper())
    assert said[second].notes == (f"Like {first.upper()}, which is shown first.",)


def test_one_newcomer_has_a_place_among_the_first_ten_and_says_so(many: Engine) -> None:
    assert "newcomer" not in _ids(_ask(many, OFF, limit=10))
    found = _ask(many, Switches(thinning=False), limit=10).matches[9]
    assert (found.organisation.id, found.has_newcomer_place, found.behind) == ("newcomer", True, None)
    assert "newcomer" in found.notes[0]


def test_switched_off_the_order_is_that_of_scores_and_nothing_is_said(many: Engine) -> None:
    found = _ask(many, OFF)
    scores = [match.score for match in found.matches]
    assert scores == sorted(scores, reverse=True)
    assert not any(match.notes for match in found.matches)


def test_the_first_places_do_not_depend_on_how_many_are_asked_for(many: Engine) -> None:
    assert _ids(_ask(many, Switches(), limit=4)) == _ids(_ask(many, Switches()))[:4]


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path, encoder: Encoder, many: Engine) -> None:
    turned = replace(CORPUS, organisations=CORPUS.organisations[::-1], participations=CORPUS.participations[::-1])
    build_snapshot(tmp_path / "turned", turned, encoder, graph_version=1)
    assert _ids(_ask(Engine(open_snapshot(tmp_path / "turned"), encoder), Switches())) == _ids(_ask(many, Switches()))


@pytest.mark.parametrize("limit", range(8))
def test_of_equal_scores_the_first_rows_are_best_however_many_are_asked_for(limit: int) -> None:
    totals = np.array([0.2, 0.5, 0.5, 0.9, 0.5, 0.2], dtype=np.float32)
    eligible = np.array([True, True, True, True, True, False])
    assert best(totals, eligible, limit) == [3, 1, 2, 4, 0][:limit]
