"""Which few suggestions are chosen for a week."""

from dataclasses import replace
from pathlib import Path

import pytest

from matchers.corpus import Corpus
from matchers.encoder import Encoder
from matchers.engine import Engine
from matchers.snapshot import build_snapshot, open_snapshot
from matchers.weekly import LEAST_SCORE, MOST, choose


@pytest.fixture
def engine(corpus: Corpus, encoder: Encoder, tmp_path: Path) -> Engine:
    rows = tuple(replace(row, seeks_successor=row.id == "bladesmith" or None) for row in corpus.organisations)
    build_snapshot(tmp_path / "weekly", replace(corpus, organisations=rows), encoder, graph_version=1)
    return Engine(open_snapshot(tmp_path / "weekly"), encoder)


def ids(engine: Engine, passed_over: frozenset[str] = frozenset()) -> list[str]:
    return [one.match.organisation.id for one in choose(engine, "asker", passed_over)]


def test_a_few_of_several_match_types_are_chosen_each_organisation_once(engine: Engine) -> None:
    chosen = choose(engine, "asker", frozenset())
    assert 3 <= len(chosen) <= MOST
    assert len({one.match_type for one in chosen}) >= 2
    assert len(ids(engine)) == len(set(ids(engine)))
    assert all(one.match.score >= LEAST_SCORE for one in chosen if one.match_type != "acquisition_or_succession")


def test_the_choice_is_the_same_every_time(engine: Engine) -> None:
    assert ids(engine) == ids(engine)


def test_who_is_to_be_passed_over_makes_room_for_others(engine: Engine) -> None:
    first = ids(engine)[0]
    later = ids(engine, frozenset({first}))
    assert first not in later
    assert later


def test_a_firm_is_suggested_to_be_taken_over_only_where_it_is_known_to_seek_that(engine: Engine) -> None:
    found = [
        one.match.organisation.id
        for organisation in ("asker", "rival", "partner", "farmer")
        for one in choose(engine, organisation, frozenset())
        if one.match_type == "acquisition_or_succession"
    ]
    assert set(found) <= {"bladesmith"}


def test_who_has_nothing_in_common_with_anybody_is_suggested_nobody(engine: Engine) -> None:
    assert choose(engine, "nowhere", frozenset()) == ()
