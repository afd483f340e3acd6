"""What an idea needs: capabilities that its text names, and those that past projects like it are about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from matchers.candidates import with_narrower
from matchers.consortium.idea import TEAM, Doubles, Idea
from matchers.said import joined, listed, said
from matchers.snapshot.derive import KINDS
from matchers.snapshot.snapshot import Floats, Snapshot

MOST_NEEDS: Final = 8

INFERRED: Final = 0.6
"""What the strongest need that the text does not name counts, beside 1 for one that it names beyond doubt."""

CHAIN: Final = 1.25
"""What a need counts more that feeds into what the text names, or is fed by it."""

LEAST_PROJECTS: Final = 2
"""So many similar projects at least must be about a capability: one alone is chance."""

LEAST_LIFT: Final = 1.5
SMOOTHING: Final = 0.02
"""Added to shares before they are compared, so that rare capabilities do not win by one project."""

ONE_PERCENT: Final = 0.01

_QUOTED: Final = re.compile(r'"([^"]+)"')


@dataclass(frozen=True)
class Needs:
    """Needs (k), heaviest first: their columns in the vocabulary, weights that add up to 1, and why."""

    columns: tuple[int, ...]
    weights: Floats
    named: tuple[bool, ...]
    evidence: tuple[str, ...]
    snapshot: Snapshot

    @cached_property
    def strengths(self) -> Floats:
        """How sure it is that each organisation can do each (n, k), in [0, 1]; the narrower thing answers too."""
        strengths = np.zeros((self.snapshot.size, len(self.columns)), dtype=np.float32)
        for need, column in enumerate(self.columns):
            answering = self.snapshot.capability[:, self.answering(column)]
            strengths[:, need] = answering.max(axis=1).toarray().ravel()
        return strengths

    def answering(self, column: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        """Return the columns of the capabilities that answer a need: its own and all narrower ones."""
        found = with_narrower(self.snapshot, (self.snapshot.tables.capabilities[column].id,))
        return np.flatnonzero(found)


def needs_of(idea: Idea) -> Needs:
    """Return the needs of an idea, at most 8; none where neither its words nor similar projects tell any."""
    snapshot = idea.snapshot
    named = np.zeros(len(snapshot.tables.capabilities), dtype=np.float64)
    for tag in idea.tags:
        named[snapshot.capability_column(tag.capability)] = tag.strength
    weights = np.maximum(named, _inferred(idea, named))
    order = np.argsort(-weights, kind="stable")[: int((weights > 0).sum())].tolist()
    columns = tuple(_without_broader(order, named, snapshot)[:MOST_NEEDS])
    chosen = weights[list(columns)]
    return Needs(
        columns,
        np.asarray(chosen / chosen.sum() if columns else chosen, dtype=np.float32),
        tuple(bool(named[column] > 0) for column in columns),
        tuple(_evidence(idea, column, named) for column in columns),
        snapshot,
    )


def kind_shares(idea: Idea) -> Floats:
    """Return the share of similar projects that have a member of each kind (kinds); 0 for "other"."""
    shares = np.zeros(len(KINDS), dtype=np.float32)
    for project, weight in zip(idea.similar, idea.similar_weight, strict=True):
        shares[list(_kinds_in(idea.snapshot, int(project)))] += weight
    shares[KINDS.index("other")] = 0.0
    return shares


def usual_countries(idea: Idea, otherwise: int) -> int:
    """Return from how many countries members of similar projects usually are: the median."""
    snapshot = idea.snapshot
    counts = [len(set(snapshot.country[_members(snapshot, project)].tolist()) - {-1}) for project in idea.similar]
    return int(np.median(counts)) if counts else otherwise


def projects_about(idea: Idea, column: int) -> int:
    """Return how many of the similar projects are about a capability."""
    return int((idea.snapshot.project_capability[idea.similar][:, [column]].toarray() > 0).sum())


def projects_with_kind(idea: Idea, kind: int) -> int:
    """Return how many of the similar projects have a member of a kind."""
    return sum(kind in _kinds_in(idea.snapshot, int(project)) for project in idea.similar)


def _inferred(idea: Idea, named: Doubles) -> Doubles:
    """Return weights (c) of capabilities that similar projects are about more often than others.

    share * ln(lift), scaled to 0.6 for the greatest; neighbours along the value chain of what the text names count
    a quarter more.
    """
    snapshot = idea.snapshot
    if not len(idea.similar):
        return np.zeros_like(named)
    about = snapshot.project_capability[idea.similar].toarray() > 0
    share = idea.similar_weight @ about
    usual = _usual_shares(snapshot)
    telling = (about.sum(axis=0) >= LEAST_PROJECTS) & (share >= LEAST_LIFT * usual)
    score = np.where(telling, share * np.log((share + SMOOTHING) / (usual + SMOOTHING)), 0.0)
    score *= np.where(_neighbours(snapshot, named) > 0, CHAIN, 1.0)
    return np.asarray(INFERRED * score / max(score.max(), 1e-9), dtype=np.float64)


def _usual_shares(snapshot: Snapshot) -> Floats:
    """Return the share of all teams' projects that are about each capability (c)."""
    teams = np.flatnonzero(np.diff(snapshot.participants.indptr) >= TEAM)
    counts = np.bincount(snapshot.project_capability[teams].indices, minlength=snapshot.project_capability.shape[1])
    return np.asarray(counts / max(len(teams), 1), dtype=np.float32)


def _neighbours(snapshot: Snapshot, named: Doubles) -> Floats:
    return np.asarray(snapshot.feeds @ (named > 0) + snapshot.feeds.T @ (named > 0), dtype=np.float32)


def _without_broader(columns: list[int], named: Doubles, snapshot: Snapshot) -> list[int]:
    """Leave out what is only a broader word for another need, unless the text itself names it."""
    kept: list[int] = []
    for column in columns:
        capability = snapshot.tables.capabilities[column].id
        narrower = with_narrower(snapshot, (capability,)) > 0
        if named[column] > 0 or not any(narrower[other] for other in columns if other != column):
            kept.append(column)
    return kept


def _evidence(idea: Idea, column: int, named: Doubles) -> str:
    return joined(list(_sentences(idea, column, named)))


def _sentences(idea: Idea, column: int, named: Doubles) -> Iterator[str]:
    snapshot = idea.snapshot
    for tag in idea.tags:
        if snapshot.capability_column(tag.capability) == column:
            quoted = _QUOTED.search(tag.evidence)
            yield said("The text says “{words}”.", words=quoted[1]) if quoted else said("The text speaks of it.")
    about = projects_about(idea, column) if len(idea.similar) else 0
    if about:
        usual = float(_usual_shares(snapshot)[column])
        against = said("{share:.0%}", share=usual) if usual >= ONE_PERCENT else said("less than 1%")
        yield said(
            "{about} of the {similar} projects most like it are about it, against {share} of all.",
            about=about,
            similar=len(idea.similar),
            share=against,
        )
    links = [other for other in np.flatnonzero(named > 0).tolist() if snapshot.feeds[column, other]]
    if links and not named[column]:
        yield said("It feeds into {capabilities}.", capabilities=listed(links, snapshot.capability_phrase))


def _kinds_in(snapshot: Snapshot, project: int) -> set[int]:
    return set(snapshot.kind[_members(snapshot, project)].tolist())


def _members(snapshot: Snapshot, project: int) -> "np.ndarray[tuple[int], np.dtype[np.int32]]":
    matrix = snapshot.participants
    return np.asarray(matrix.indices[int(matrix.indptr[project]) : int(matrix.indptr[project + 1])])
