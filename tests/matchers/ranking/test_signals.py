"""Signals in worlds of a few projects where it is clear who has to come first, and the two scales of features."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pytest

from matchers.corpus import Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.past.cases import CONSORTIUM, PARTNERS, UNSEEN, ProjectIdea
from matchers.past.training import Floats, Training
from matchers.ranking.asking import idea_questions, partner_questions
from matchers.ranking.context import Context
from matchers.ranking.questions import Questions
from matchers.ranking.signals import SIGNALS, signals_of
from matchers.ranking.transform import features, highest, log_ranks, log_ratios

CUT = date(2018, 1, 1)
Team = tuple[int, str, str]
"""Year of the start, the organisations by one letter each, the title."""


def world(*teams: Team) -> Context:
    projects = tuple(
        ProjectRow(f"p{row}", "P", title, start=date(year, 1, 1)) for row, (year, _, title) in enumerate(teams)
    )
    ties = tuple(ParticipationRow(one, f"p{row}") for row, (_, members, _) in enumerate(teams) for one in members)
    ids = sorted({tie.organisation for tie in ties})
    corpus = Corpus(tuple(OrganisationRow(key, key) for key in ids), projects, ties)
    return Context(Training(corpus, CUT, lambda _: corpus))


def by_id(context: Context, values: Floats) -> Mapping[str, float]:
    return dict(zip(context.training.row_by_id, values[0].tolist(), strict=True))


def to_partner(name: str, context: Context, asker: str) -> Mapping[str, float]:
    """Return what a signal says of each organisation to one that asks."""
    compute = next(signal.compute for signal in SIGNALS if signal.name == name)
    return by_id(context, compute(partner_questions(context, np.array([context.training.row_by_id[asker]]))))


def to_idea(name: str, context: Context, text: str) -> Mapping[str, float]:
    """Return what a signal says of each organisation to an idea of nobody known."""
    compute = next(signal.compute for signal in SIGNALS if signal.name == name)
    return by_id(context, compute(idea_questions(context, [ProjectIdea(text, UNSEEN)])))


def test_of_two_as_near_the_one_with_fewer_projects_is_nearer_for_its_size() -> None:
    context = world(
        (2017, "ab", "wind"), (2017, "ac", "wind"), (2017, "cd", "wind"), (2017, "ce", "wind"), (2017, "cf", "wind")
    )
    near, for_size = (to_partner(name, context, "a") for name in ("near_in_network", "near_for_its_size"))
    assert near["c"] > near["b"]
    assert for_size["b"] > for_size["c"]
    assert for_size["a"] == 0


def test_who_did_most_lately_is_growing() -> None:
    context = world(*[(year, team, "wind") for year, team in ((2017, "xb"), (2013, "xc"), (2017, "xc"), (2017, "d"))])
    found = to_partner("growing", context, "x")
    assert found["b"] > found["c"] > found["d"] == 0


def test_of_projects_alike_recent_ones_and_small_ones_count_more() -> None:
    kites = "airborne kites"
    context = world((2017, "ab", kites), (2017, "cdef", kites), (2014, "gh", kites), (2017, "ij", "molten salt"))
    found = to_idea("projects_alike", context, kites)
    assert found["a"] == found["b"] > found["c"] > found["i"]
    assert found["a"] > found["g"] > found["i"]


def test_projects_in_words_that_go_with_the_ideas_own_are_found() -> None:
    context = world(
        *[(2017, "ab", "rotor blades wind"), (2017, "ab", "wind gusts"), (2017, "ab", "rotor gusts")],
        *[(2017, "cd", "silicon cells solar"), (2017, "cd", "solar roofs"), (2017, "cd", "silicon roofs")],
    )
    found = to_idea("latent_projects", context, "blades")
    assert min(found["a"], found["b"]) > 10 * max(found["c"], found["d"])


def test_a_ratio_is_the_logarithm_of_how_many_times_the_mean_a_value_is() -> None:
    found = log_ratios(np.array([[0.0, 1.0, 1.0, 2.0], [-4.0, 0.0, 0.0, 8.0]], dtype=np.float32))
    np.testing.assert_allclose(found, np.log1p([[0, 1, 1, 2], [0, 0, 0, 4]]), rtol=1e-6)


def test_ratios_do_not_depend_on_scale_and_say_nothing_where_nothing_is() -> None:
    values = np.random.default_rng(0).random((3, 50)).astype(np.float32)
    np.testing.assert_allclose(log_ratios(values), log_ratios(1000 * values), rtol=1e-5)
    assert not log_ratios(np.zeros((2, 5), dtype=np.float32)).any()


@pytest.mark.parametrize("shape", [(0, 0), (2, 0), (0, 3)])
def test_ratios_of_nothing_are_nothing(shape: tuple[int, int]) -> None:
    assert log_ratios(np.ones(shape, dtype=np.float32)).shape == shape


def question(context: Context, task: str) -> Questions:
    """Return a question of a task, of the first organisation or of nobody."""
    if task == PARTNERS:
        return partner_questions(context, np.array([0]))
    return idea_questions(context, [ProjectIdea("wind", UNSEEN)])


def test_who_stands_out_is_told_by_ratio_how_far_and_by_place_not() -> None:
    """To an idea `active` counts by ratio, to an organisation by place."""
    others = ((2017, "bx", "wind"), (2017, "cx", "wind"))
    little, lots = (world(*[(2017, "ax", "wind")] * times, *others) for times in (3, 30))

    def of_a(context: Context, task: str) -> float:
        active = [signal for signal in signals_of(task) if signal.name == "active"]
        return float(features(active, question(context, task), task)[0, 0, context.training.row_by_id["a"]])

    assert of_a(little, PARTNERS) == of_a(lots, PARTNERS)
    assert of_a(little, CONSORTIUM) < of_a(lots, CONSORTIUM)


@pytest.mark.parametrize("task", [PARTNERS, CONSORTIUM])
def test_no_feature_is_above_the_highest_which_the_first_alone_has(task: str) -> None:
    context = world((2017, "ab", "wind"), (2016, "bc", "solar"), (2016, "d", "wind"))
    signals = signals_of(task)
    most = features(signals, question(context, task), task).max(axis=(1, 2))
    assert (most <= highest(signals, context.candidates, task) + 1e-6).all()
    alone = np.array([[0.0, 0.0, 3.0, 0.0]], dtype=np.float32)
    scaled = [float(scale(alone).max()) for scale in (log_ranks, log_ratios)]
    assert all(any(value == pytest.approx(one) for one in scaled) for value in highest(signals, 4, task).tolist())
