"""What the learned ranker says of all organisations to one seeker."""

from dataclasses import dataclass

import numpy as np

from matchers.past.training import Floats, Ints
from matchers.ranking.additive import TaskModel
from matchers.ranking.probability import Table, levels
from matchers.ranking.questions import Questions
from matchers.ranking.scoring import features_of, used_signals
from matchers.ranking.transform import highest

_ROUNDING = np.float32(1e-6)
"""What sums of shares may be above 1 by rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Foretold:
    """What f signals say of the n organisations of a snapshot; c have a past, `positions` (n) are -1 for others.

    `scores` (n) in [0, 1] are sums of `contributions` (f, c): the model's score as a share of the most that these
    signals can reach, and `usual` (f) what each adds on average, of at most `reach` (f).
    `chances` (n) are probabilities that a candidate comes true, NaN for those that are not asked for.
    """

    task: str
    signals: tuple[str, ...]
    scores: Floats
    chances: Floats
    contributions: Floats
    positions: Ints
    usual: Floats
    reach: Floats

    @property
    def candidates(self) -> int:
        """How many organisations have a past (c)."""
        return int(self.contributions.shape[1])


def foretold(model: TaskModel, questions: Questions, settled: Table, positions: Ints) -> Foretold | None:
    """Return what a model says on one question, `settled` (1, c) being who is not asked for; None if nothing at all.

    Signals that say the same of all candidates cannot tell them apart: they are left out, as declared features are
    that mean nothing for a seeker.
    """
    features = features_of(model, questions)[:, 0]
    added = model.contributions(features)
    most = highest(used_signals(model), features.shape[1], model.task)
    reach = model.contributions(most[:, None]).ravel()
    telling = np.flatnonzero((features.min(axis=1) < features.max(axis=1)) & (reach > 0))
    if not len(telling):
        return None
    total = added.sum(axis=0)
    above = total - levels(total[None], settled)
    chances = np.where(settled[0], np.nan, model.probability(above)).astype(np.float32)
    shares = added[telling] / (reach[telling].sum() * (1 + _ROUNDING))
    return Foretold(
        task=model.task,
        signals=tuple(model.signals[number] for number in telling),
        scores=_spread(shares.sum(axis=0), positions, 0.0),
        chances=_spread(chances, positions, np.nan),
        contributions=shares,
        positions=positions,
        usual=shares.mean(axis=1),
        reach=reach[telling] / reach[telling].sum(),
    )


def _spread(values: Floats, positions: Ints, otherwise: float) -> Floats:
    """Return values (c) in the rows of the snapshot (n)."""
    return np.where(positions >= 0, values[positions], otherwise).astype(np.float32)
