"""Who in which cluster can do something told in free words."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from matchers.across.results import WhoCan, WhoCanQuery
from matchers.across.visibility import Visibility
from matchers.across.who_can import who_can
from matchers.engine import Engine
from matchers.errors import UnknownIdError
from matchers.results import OrganisationFilter
from tests.matchers.across.across_world import TODAY


def asked(engine: Engine, text: str, hidden: str = "", day: date = TODAY, **wanted: tuple[str, ...]) -> WhoCan:
    """Ask as someone to whom one organisation is not named."""
    everything = Visibility.everything(engine.snapshot)
    named = everything.named.copy()
    if hidden:
        named[engine.snapshot.row(hidden)] = False
    query = WhoCanQuery(text, OrganisationFilter(**wanted), day=day)
    return who_can(engine, query, replace(everything, named=named))


def told(found: WhoCan) -> dict[str, tuple[int, list[str]]]:
    """How many can in each cluster, and who is shown."""
    return {one.cluster.id: (one.able, [item.organisation.id for item in one.best]) for one in found.clusters}


@pytest.mark.parametrize(
    ("text", "south", "fjord", "elsewhere"),
    [
        ("rotor blades", ["s-blades"], [], 1),
        ("wind turbines", ["s-turbines"], ["f-turbines"], 0),
        ("wind energy", [], ["f-farms"], 0),  # wind farms are a narrower thing
        ("repair of gearboxes in a hall", ["s-silent"], [], 0),  # answered by what it offers
        ("opera singing", [], [], 0),
    ],
)
def test_each_cluster_tells_who_can(
    two_clusters: Engine, text: str, south: list[str], fjord: list[str], elsewhere: int
) -> None:
    found = asked(two_clusters, text)
    shown = told(found)
    for cluster, able in (("south", south), ("fjord", fjord), ("new", [])):
        assert set(able) <= set(shown[cluster][1])
        assert bool(able) == bool(shown[cluster][0])
    assert found.elsewhere == elsewhere


def test_the_cluster_with_most_comes_first_and_one_with_nobody_is_still_told(two_clusters: Engine) -> None:
    found = asked(two_clusters, "wind energy")
    assert found.clusters[0].cluster.id == "fjord"
    assert [one.able for one in found.clusters[1:]] == [0, 0]
    assert {one.cluster.id: one.members for one in found.clusters} == {"south": 4, "fjord": 3, "new": 0}


def test_who_can_is_shown_with_evidence_and_reasons_that_add_up(two_clusters: Engine) -> None:
    (best,) = asked(two_clusters, "rotor blades").clusters[0].best
    assert best.evidence[0] == "Works on rotor blades: says blades."
    assert any("P1 (2019) is close to these words: Rotor blades." in sentence for sentence in best.evidence)
    assert best.score == pytest.approx(sum(reason.contribution for reason in best.reasons))
    assert best.score > 0


def test_an_offer_counts_while_it_stands(two_clusters: Engine) -> None:
    words = "repair of gearboxes in a hall"
    (best,) = asked(two_clusters, words, clusters=("south",)).clusters[0].best
    assert best.evidence == ("Its offer “Repair hall” answers these words.",)
    assert asked(two_clusters, words, day=date(2026, 7, 1), clusters=("south",)).clusters[0].able == 0


def test_who_may_not_be_named_is_counted_and_not_shown(two_clusters: Engine) -> None:
    south = asked(two_clusters, "rotor blades", hidden="s-blades").clusters[0]
    assert (south.able, south.unnamed, south.best) == (1, 1, ())


def test_who_may_not_even_be_counted_is_not_there(two_clusters: Engine) -> None:
    nobody = np.zeros(two_clusters.snapshot.size, dtype=np.bool_)
    found = who_can(two_clusters, WhoCanQuery("rotor blades", day=TODAY), Visibility(nobody, ~nobody))
    assert {(one.members, one.able, one.best) for one in found.clusters} == {(0, 0, ())}
    assert found.elsewhere == 0


def test_filters_narrow_who_is_looked_at(two_clusters: Engine) -> None:
    found = asked(two_clusters, "wind turbines", clusters=("fjord",))
    assert told(found) == {"fjord": (told(found)["fjord"][0], ["f-turbines"])}
    assert found.elsewhere is None
    assert asked(two_clusters, "wind turbines", countries=("IT",)).clusters[1].members == 0
    with pytest.raises(UnknownIdError):
        asked(two_clusters, "wind turbines", clusters=("nowhere",))
