"""Friends of friends: common neighbours and Adamic-Adar over who worked with whom."""

from collections.abc import Callable, Sequence

import numpy as np
from scipy import sparse

from matchers.evaluation.baselines.by_coordinator import by_coordinator
from matchers.past.cases import ProjectIdea
from matchers.past.training import Floats, Ints, Matrix, Training
from matchers.ranking.arrays import without_diagonal

Weights = Callable[[Floats], Floats]
"""From the number of ties of each node to what a common neighbour counts."""


class Neighbours:
    """Sums weights of common neighbours.

    Ties of the earlier programme can lead from one to another as well (`through_earlier`), or their number be added to
    the sum (`add_earlier`).
    """

    learned = False
    gives_probabilities = False

    def __init__(
        self, name: str, weights: Weights, *, through_earlier: bool = False, add_earlier: bool = False
    ) -> None:
        self.name = name
        self.weights = weights
        self.through_earlier = through_earlier
        self.add_earlier = add_earlier

    def fit(self, training: Training) -> None:
        """Make the ties."""
        self.candidates_ = len(training.organisations)
        ties = known_ties(training)
        if self.through_earlier:
            ties = (ties + earlier_ties(training)).sign()
        self.ties_ = ties.tocsr()
        self.weights_ = self.weights(np.asarray(ties.sum(axis=1), dtype=np.float32).ravel())
        self.added_ = earlier_ties(training) if self.add_earlier else None

    def partners(self, seekers: Ints) -> Floats:
        """Return the weights of common neighbours, summed."""
        found = self.ties_[seekers] @ sparse.diags_array(self.weights_) @ self.ties_
        if self.added_ is not None:
            found = found + self.added_[seekers]
        return np.asarray(found.tocsr()[:, : self.candidates_].toarray(), dtype=np.float32)

    def consortium(self, ideas: Sequence[ProjectIdea]) -> Floats:
        """Return the coordinator's."""
        return by_coordinator(self.partners, ideas, self.candidates_)


def common_neighbours() -> Neighbours:
    """Return who counts common neighbours."""
    return Neighbours("common neighbours", np.ones_like)


def adamic_adar() -> Neighbours:
    """Return who counts a common neighbour the less the more ties it has (Adamic and Adar, 2003)."""
    return Neighbours("Adamic-Adar", adamic_adar_weights)


def adamic_adar_through_earlier() -> Neighbours:
    """Return Adamic-Adar over the ties of both programmes."""
    return Neighbours("Adamic-Adar through earlier ties", adamic_adar_weights, through_earlier=True)


def adamic_adar_and_earlier() -> Neighbours:
    """Return Adamic-Adar with the number of projects shared in the earlier programme added."""
    return Neighbours("Adamic-Adar + earlier ties", adamic_adar_weights, add_earlier=True)


def adamic_adar_weights(ties: Floats) -> Floats:
    """Return 1 / ln(ties); 0 for who has at most one tie, since it leads nowhere."""
    return np.where(ties > 1, 1.0 / np.log(np.maximum(ties, 2.0)), 0.0).astype(np.float32)


def known_ties(training: Training) -> Matrix:
    """Return who worked with whom (m, m) in training projects: ones, none with itself."""
    ties = without_diagonal(training.took_part @ training.took_part.T).sign()
    ties.resize((len(training.nodes), len(training.nodes)))
    return ties


def earlier_ties(training: Training) -> Matrix:
    """Return in how many projects of the earlier programme two worked together (m, m), none with itself."""
    return without_diagonal(training.took_part_earlier @ training.took_part_earlier.T)
