"""Size, age, owners and networks: what they count, and that what is not known counts for nobody."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from matchers.corpus import ClusterRow, Corpus, NetworkRow, OrganisationRow
from matchers.encoder import Encoder
from matchers.engine import Engine
from matchers.results import Match, MatchQuery
from matchers.snapshot import build_snapshot, open_snapshot

Ask = Callable[..., dict[str, Match]]


@pytest.fixture
def ask(tmp_path: Path, corpus: Corpus, encoder: Encoder) -> Ask:
    """Suggest to the asker, after some organisations were told facts; answers by id."""

    def answer(match_type: str, networks: tuple[str, ...] = (), **facts: dict[str, Any]) -> dict[str, Match]:
        rows = tuple(replace(row, **facts.get(row.id.replace("-", "_"), {})) for row in corpus.organisations)
        world = _with_networks(replace(corpus, organisations=rows), networks)
        build_snapshot(tmp_path / "told", world, encoder, graph_version=1)
        query = MatchQuery(match_type, "asker", limit=100)
        found = Engine(open_snapshot(tmp_path / "told"), encoder).suggest(query)
        return {match.organisation.id: match for match in found.matches}

    return answer


def _with_networks(corpus: Corpus, networks: tuple[str, ...]) -> Corpus:
    """Let the Italian cluster and a new Norwegian one, of the rival, each be part of the networks."""
    clusters = (
        replace(corpus.clusters[0], networks=networks),
        ClusterRow("fjord", {"en": "Fjord"}, networks=networks),
    )
    rows = tuple(replace(row, clusters=("fjord",)) if row.id == "rival" else row for row in corpus.organisations)
    return replace(
        corpus, organisations=rows, clusters=clusters, networks=tuple(NetworkRow(key, f"{key} net") for key in networks)
    )


def _value(match: Match, feature: str) -> float | None:
    """The value of a feature, 0 where it added nothing; None where it was left out as not known."""
    values = {reason.feature: reason.value for reason in match.reasons}
    return values.get(feature, None if match.unknown else 0.0)


@pytest.mark.parametrize(
    ("ours", "theirs", "value"),
    [
        ({"employees": 40}, {"employees": 40}, 1.0),
        ({"employees": 40}, {"employees": 400}, 0.5),
        ({"employees": 400}, {"employees": 40}, 0.5),
        ({"employees": 0}, {"employees": 1}, 1.0),
        ({"size_class": "small"}, {"employees": 22}, 1.0),
        ({"is_sme": True}, {"is_sme": True}, 1.0),
        ({"employees": 30, "is_sme": True}, {"size_class": "medium"}, 0.7148),
        ({"employees": 1}, {"employees": 5000}, 0.0),
    ],
)
def test_comparable_sizes_count_most(ask: Ask, ours: dict[str, Any], theirs: dict[str, Any], value: float) -> None:
    found = ask("subcontracting", asker=ours, rival=theirs)
    assert _value(found["rival"], "comparable_size") == pytest.approx(value, abs=1e-3)


def test_where_a_hand_over_is_not_known_of_all_else_does_not_make_up_for_it(ask: Ask) -> None:
    sizes: dict[str, dict[str, Any]] = {"asker": {"employees": 400}, "rival": {"employees": 40}}
    unknown = ask("acquisition_or_succession", **sizes)["rival"]
    refused = {"seeks_successor": False}
    known = ask("acquisition_or_succession", **{key: facts | refused for key, facts in sizes.items()})["rival"]
    assert "Whether one of you seeks a successor is not known." in unknown.unknown
    assert unknown.score == pytest.approx(known.score)
    assert known.score > 0


@pytest.mark.parametrize(
    ("ours", "theirs", "value"),
    [
        ({}, {"seeks_successor": True}, 1.0),
        ({"seeks_successor": True}, {}, 1.0),
        ({"seeks_successor": True}, {"seeks_successor": False}, 1.0),
        ({"seeks_successor": True}, {"seeks_successor": True}, 0.0),
        ({"seeks_successor": False, "employees": 900}, {"seeks_successor": False, "employees": 9}, 0.0),
        ({}, {"family_owned": True}, 0.7),
        ({"employees": 9, "family_owned": True}, {"employees": 90}, 0.7),
    ],
)
def test_a_successor_is_found_where_exactly_one_side_seeks_one(
    ask: Ask, ours: dict[str, Any], theirs: dict[str, Any], value: float
) -> None:
    found = ask("acquisition_or_succession", asker=ours, rival=theirs)
    assert _value(found["rival"], "hand_over") == pytest.approx(value, abs=1e-3) or value == 0.0
    sentences = [reason.sentence for reason in found["rival"].reasons if reason.feature == "hand_over"]
    assert bool(sentences) == (value > 0)


@pytest.mark.parametrize(
    ("ours", "theirs", "is_suggested"),
    [
        ({}, {}, False),
        ({"employees": 9}, {}, False),
        ({}, {"employees": 9}, False),
        ({"employees": 9}, {"size_class": "medium"}, True),
        ({"is_sme": True}, {"is_sme": True}, True),
        ({}, {"seeks_successor": True}, True),
        ({"family_owned": True}, {}, True),
        ({"seeks_successor": False}, {"founded": 1950}, False),
    ],
)
def test_nobody_is_suggested_to_take_over_someone_of_whom_nothing_tells_which_of_them_could(
    ask: Ask, ours: dict[str, Any], theirs: dict[str, Any], is_suggested: bool
) -> None:
    found = ask("acquisition_or_succession", asker={"family_owned": None} | ours, rival=theirs)
    assert ("rival" in found) is is_suggested


def test_who_is_ten_times_as_large_takes_over_best(ask: Ask) -> None:
    found = ask(
        "acquisition_or_succession",
        asker={"employees": 20},
        rival={"employees": 200},
        bladesmith={"employees": 20},
        farmer={"employees": 20_000, "is_sme": False},
    )
    sizes = {key: _value(found[key], "take_over_size") for key in ("rival", "bladesmith", "farmer")}
    assert sizes["rival"] == pytest.approx(1.0)
    assert sizes["bladesmith"] == pytest.approx(0.3679, abs=1e-3)
    assert sizes["farmer"] == pytest.approx(0.0183, abs=1e-3)
    told = {reason.feature: reason.sentence for reason in found["rival"].reasons}
    assert told["take_over_size"] == "They are the larger one; the sizes suit a take-over."


def test_age_is_that_of_who_would_be_taken_over(ask: Ask) -> None:
    found = ask(
        "acquisition_or_succession",
        asker={"employees": 200, "founded": 2020},
        rival={"employees": 20, "founded": 1950},
        bladesmith={"employees": 2_000, "founded": 1950, "is_sme": False},
    )
    told = {key: {reason.feature: reason.sentence for reason in found[key].reasons} for key in found}
    assert told["rival"]["hand_over_age"] == "They were founded in 1950."
    assert "hand_over_age" not in told["bladesmith"]


def test_two_large_firms_hand_nothing_over(ask: Ask) -> None:
    found = ask("acquisition_or_succession", asker={"employees": 900}, rival={"size_class": "large"})
    assert "rival" not in found
    assert "bladesmith" in found


def test_what_is_not_known_is_left_out_and_said(ask: Ask) -> None:
    match = ask("acquisition_or_succession")["rival"]
    assert match.unknown == (
        "Whether one of you seeks a successor is not known.",
        "How large you both are is not known.",
        "When they were founded is not known.",
    )
    assert not {"hand_over", "take_over_size", "hand_over_age"} & {reason.feature for reason in match.reasons}


def test_what_is_not_known_speaks_neither_for_nor_against(ask: Ask) -> None:
    """Where there is common ground, a fact as good as the rest of the pair on average leaves the score as it was."""
    before = ask("subcontracting")["farmer"]
    average = before.score
    gap = 10 ** (2 * (1 - average))
    after = ask("subcontracting", asker={"employees": 100_000}, farmer={"employees": round(100_000 / gap)})["farmer"]
    assert after.score == pytest.approx(before.score, abs=1e-3)


def test_a_network_of_both_clusters_counts_and_is_the_path(ask: Ask) -> None:
    without, within = ask("international_partner")["rival"], ask("international_partner", networks=("power",))["rival"]
    assert within.score > without.score
    told = {reason.feature: reason.sentence for reason in within.reasons}
    assert told["common_network"] == "You both belong to power net through your clusters."
    path = next(path for path in within.paths if len(path.steps) == 5 and path.steps[2].node == "network")
    assert [step.node for step in path.steps] == ["organisation", "cluster", "network", "cluster", "organisation"]
    assert path.sentence == "You belong to North, Vento AS belongs to Fjord; both are part of power net."


def test_who_belongs_to_no_network_loses_nothing_by_it(ask: Ask) -> None:
    found = ask("international_partner", rival={"capabilities": ()})
    assert all(reason.feature != "common_network" for match in found.values() for reason in match.reasons)
    for match in found.values():
        assert sum(reason.contribution for reason in match.reasons) == pytest.approx(match.score, abs=1e-6)


def test_gains_of_a_succession_are_told_from_both_sides(ask: Ask) -> None:
    match = ask("acquisition_or_succession", rival={"seeks_successor": True, "employees": 12, "founded": 1960})["rival"]
    assert "Vento AS hands over a firm that runs: 12 people, founded in 1960." in match.gains.ours
    assert "Turbina S.r.l. could carry on what Vento AS has built." in match.gains.theirs


def test_an_unknown_fact_of_one_organisation_leaves_the_others_alone(ask: Ask) -> None:
    one, other = ask("subcontracting"), ask("subcontracting", farmer={"employees": 9})
    assert one["rival"].score == other["rival"].score


def test_facts_are_kept_by_organisation() -> None:
    row = OrganisationRow("a", "A", employees=3, founded=1999, family_owned=True, seeks_successor=True)
    assert (row.employees, row.founded, row.size_class) == (3, 1999, None)
