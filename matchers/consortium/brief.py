"""Everything that is worked out once for an idea: its needs, who suits it, who may join, and the teams' objective."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from matchers.candidates import passing
from matchers.consortium.feasibility import check_pool, check_query
from matchers.consortium.heeding import MATCH_TYPE, Heeded, heed
from matchers.consortium.idea import Idea, read_idea
from matchers.consortium.needs import Needs, kind_shares, needs_of, usual_countries
from matchers.consortium.objective import Objective
from matchers.consortium.pool import Mask, Pool, eligible_rows, pool_of
from matchers.consortium.query import LEAST_SIZE, MOST_SIZE, ConsortiumQuery
from matchers.consortium.relevance import relevance
from matchers.consortium.requirements import Open, Requirements, requirements_of
from matchers.engine import Engine
from matchers.ranker import Scores
from matchers.results import Reason
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.telling import reasons_of


@dataclass(frozen=True)
class Brief:
    """An idea with its needs, the scores of all organisations (n) for it, who was declined, and what a team must be.

    `first` are the rows of those whom a manager pinned for who asks, `turned` how the weights are turned for it. Where
    a team is repaired (`has_one_place`) they come first among those who could take the place, but do not take it.
    """

    query: ConsortiumQuery
    idea: Idea
    needs: Needs
    scores: Scores
    heeded: Heeded
    requirements: Requirements
    snapshot: Snapshot = field(repr=False)
    first: tuple[int, ...] = ()
    has_one_place: bool = False
    turned: Mapping[str, float] = field(default_factory=dict)

    @cached_property
    def relevance(self) -> Floats:
        """How well each organisation (n) suits the idea, and the asker's taste."""
        return np.asarray(self.scores.totals * (1.0 - self.heeded.own.damping), dtype=np.float32)

    def reasons(self, row: int) -> tuple[Reason, ...]:
        """Return what makes an organisation's relevance; the contributions add up to it."""
        reasons = reasons_of(self.idea.seeker, self.snapshot, self._among_eligible, row)
        score = sum(reason.contribution for reason in reasons)
        return (*reasons, *self.heeded.own.damping_of(self.snapshot, row, score))

    @cached_property
    def _among_eligible(self) -> Scores:
        return self.scores.among(self.eligible)

    @cached_property
    def pinned(self) -> tuple[int, ...]:
        """The rows of those who are in every team and not on board yet: who is wished for, then whom a manager pinned.

        Of the latter as many as rules and wishes leave places for, since nobody asked for them here.
        """
        rows = dict.fromkeys(self.snapshot.row(pinned) for pinned in self.query.wishes.pinned)
        wished = [row for row in rows if row not in self.idea.partners]
        if self.has_one_place:
            return tuple(wished)
        fixed = [*self.idea.partners, *wished]
        allowed = passing(self.snapshot, self.query.wishes.filter) & ~self.heeded.hidden
        allowed[[self.snapshot.row(excluded) for excluded in self.query.wishes.excluded]] = False
        allowed &= ~np.isin(self.snapshot.group, self.snapshot.group[fixed])
        places = max(0, (self.query.wishes.size or MOST_SIZE) - len(fixed) - self.still.most_places)
        return (*wished, *[row for row in self.first if allowed[row]][:places])

    @cached_property
    def wished(self) -> Mask:
        """Who may join (n), whatever was declined."""
        fixed = (*self.idea.partners, *self.pinned)
        return eligible_rows(self.snapshot, self.query.wishes, fixed, self.relevance)

    @cached_property
    def eligible(self) -> Mask:
        """Who may join (n)."""
        return np.asarray(self.wished & ~self.heeded.hidden)

    @cached_property
    def still(self) -> Open:
        """What rules and wishes still ask for beside the partners so far."""
        snapshot = self.snapshot
        return self.requirements.open_after(
            [(int(snapshot.kind[row]), int(snapshot.country[row])) for row in self.idea.partners]
        )

    @cached_property
    def covered(self) -> Floats:
        """How far the partners so far cover each need (k): 1 minus the product of their doubts."""
        strengths = self.needs.strengths[list(self.idea.partners)]
        return np.asarray(1.0 - np.prod(1.0 - strengths, axis=0), dtype=np.float32)

    @cached_property
    def kind_shares(self) -> Floats:
        """The share of similar projects that have a member of each kind (kinds)."""
        return kind_shares(self.idea)

    @property
    def few(self) -> int:
        """How many partners a missing role is shown with."""
        return self.query.role_partners

    def pool(self, *more: int) -> Pool:
        """Return who teams are made of, partners and pinned in each of them; `more` rows are looked at besides."""
        fixed = (*self.idea.partners, *self.pinned)
        return pool_of(self.snapshot, self.needs, self.relevance, self.eligible, fixed, more)

    def objective(self, pool: Pool) -> Objective:
        """Return what teams of a pool are worth."""
        shares = self.kind_shares.astype(np.float64)
        enough = max(LEAST_SIZE, self.requirements.countries, usual_countries(self.idea, LEAST_SIZE))
        return Objective(
            pool, self.needs.weights.astype(np.float64), shares / max(float(shares.sum()), 1e-9), min(enough, 6)
        )


def brief_of(engine: Engine, query: ConsortiumQuery, *, has_one_place: bool = False) -> Brief:
    """Work out what an idea needs and who suits it; `has_one_place` is for a team that only one member left.

    Raises UnknownIdError for unknown ids, ImpossibleTeamError for wishes that contradict each other, and EncoderError
    where the text cannot be encoded.
    """
    check_query(query, engine.snapshot)
    idea = read_idea(engine, query.text, query.partners)
    snapshot, steering = engine.snapshot, engine.steering
    asker = next(iter(idea.partners), None) if query.asked_by is None else snapshot.row(query.asked_by)
    heeded = heed(snapshot, engine.declines, steering, idea.seeker, asker, idea.partners)
    turn = steering.turn_for(snapshot, asker, MATCH_TYPE)
    factors = turn.factors if turn else {}
    return Brief(
        query,
        idea,
        needs_of(idea),
        relevance(idea, engine.learned, factors),
        heeded,
        requirements_of(query.wishes, snapshot),
        snapshot,
        tuple(steering.pinned(snapshot, asker, MATCH_TYPE)),
        has_one_place,
        factors,
    )


def checked_pool(brief: Brief) -> Pool:
    """Return the pool of an idea, or raise ImpossibleTeamError where no team can be what rules and wishes ask for."""
    pool = brief.pool()
    check_pool(pool, brief.requirements, brief.query, brief.snapshot)
    return pool
