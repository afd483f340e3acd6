"""What `flask evaluate` runs beside each other."""

from collections.abc import Sequence

from matchers.evaluation.baselines import FUSION, baselines
from matchers.evaluation.learned import LearnedRanker
from matchers.evaluation.recommender import Recommender
from matchers.ranking.meaning import Encode


def recommenders(encode: Encode, seed: int = 0) -> list[Recommender]:
    """Return all recommenders, fresh, each with a name of its own; `encode` makes vectors of unit length of texts."""
    return [LearnedRanker(seed, encode), *baselines(encode, seed)]


def preferred(names: Sequence[str]) -> str:
    """Return whose rankings are written when nothing else is asked for: ours, or the fusion."""
    return LearnedRanker.name if LearnedRanker.name in names else FUSION
