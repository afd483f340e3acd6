"""How well each organisation suits an idea, beside what the team needs: the one place where this is decided.

Declared weights, and where there is one the learned ranker, asked about the idea and its coordinator.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np

from matchers.consortium.idea import Idea
from matchers.features import FEATURES, Explanation, Feature
from matchers.features.graph import common_of
from matchers.features.texts import project_name
from matchers.match_types import ANY, Curve, MatchType, Weighted
from matchers.ranker import Scores, score
from matchers.said import counted, listed, said
from matchers.seeker import Seeker
from matchers.serving.ranker import ServedRanker
from matchers.snapshot.snapshot import Floats, Snapshot

TIE_SCALE: Final = 0.5
"""This tie strength to the partners so far, one project of three, makes a value of 1 - 1/e."""

ABOUT_TEXT: Final = {"track_record": 0.45, "shared_capabilities": 0.15}
ABOUT_PARTNERS: Final = {"worked_with": 0.25, "common_partners": 0.15}
"""Weights; those about partners count once somebody is on board."""


LEARNED: Final = 0.6
"""The share of the learned ranker where there is one."""


def relevance(idea: Idea, learned: ServedRanker | None = None, factors: Mapping[str, float] | None = None) -> Scores:
    """Return how well each organisation (n) suits the idea, with the contributions that add up to it.

    1 for the one that suits it best, 0 for nothing that speaks for one. `factors` are how many times as declared a
    feature counts, where the manager of who asks has turned the weights of consortium members.
    """
    weights = _weighed(ABOUT_TEXT | ABOUT_PARTNERS if idea.partners else ABOUT_TEXT, factors or {})
    features = FEATURES | {feature.name: feature for feature in _about_partners(idea)}
    total = sum(weights.values())
    rows = tuple(Weighted(features[name], weight / total, Curve()) for name, weight in weights.items())
    found = score(idea.seeker, idea.snapshot, MatchType("consortium", {}, {}, {ANY: (ANY,)}, (), rows, ()))
    found = found.with_learned(learned.foretell(idea.seeker) if learned else None, LEARNED)
    best = float(found.totals.max(initial=0.0))
    return replace(found, contributions=found.contributions / best, share=found.share / best) if best > 0 else found


def _weighed(weights: Mapping[str, float], factors: Mapping[str, float]) -> dict[str, float]:
    """Return the weights that count; as declared where nothing would be left of them."""
    turned = {name: weight * factors.get(name, 1.0) for name, weight in weights.items()}
    left = {name: weight for name, weight in turned.items() if weight > 0}
    return left or dict(weights)


def worked_with(seeker: Seeker, snapshot: Snapshot) -> Floats:  # noqa: ARG001  # features have one signature
    """They have worked with partners so far; in a small team more than in a crowd.

    1 - exp(-2 s), with s the sum of tie strengths to the partners so far.
    """
    return np.asarray(1.0 - np.exp(-seeker.partners / TIE_SCALE), dtype=np.float32)


def _about_partners(idea: Idea) -> Iterator[Feature]:
    """Yield the features that look at the ties of all partners so far, as those of an organisation do at its own.

    Who knows those on board has ground to join: counted so, roles and teams named more of the members that 158
    consortia had later (.241 against .232), and where an idea's text cannot be read the ties alone still speak.
    """
    explain = partial(_explain_worked_with, idea)
    yield Feature("worked_with", worked_with, explain, needs_organisation=False, is_ground=True)
    values = FEATURES["common_partners"].values
    yield Feature("common_partners", values, _explain_common, needs_organisation=False, is_ground=True)


def _explain_worked_with(idea: Idea, seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:  # noqa: ARG001
    theirs = set(snapshot.projects_of(row).tolist())
    joint = {partner: theirs.intersection(snapshot.projects_of(partner).tolist()) for partner in idea.partners}
    known = [partner for partner in idea.partners if joint[partner]]
    projects = {project for projects in joint.values() for project in projects}
    latest = sorted(projects, key=snapshot.project_order.__getitem__)
    where = listed(latest, partial(project_name, snapshot), most=2)
    return Explanation(
        said("They have worked with {names} in {projects}.", names=listed(known, snapshot.name), projects=where),
        said("{count} on board", count=len(idea.partners)),
        counted("{count} project together", "{count} projects together", len(latest)),
    )


def _explain_common(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    words = FEATURES["common_partners"].explain(seeker, snapshot, row)
    common = common_of(seeker, snapshot, row).tolist()
    if not common:
        return words
    names = listed(common, snapshot.name)
    sentence = said("They and those on board have worked with {names}.", names=names)
    return Explanation(sentence, words.ours, words.theirs)
