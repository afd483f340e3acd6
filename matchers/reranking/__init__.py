"""From the order of scores to the order shown: near-duplicates step back, newcomers have a floor; scores stay.

Functions over scores and how alike candidates are: the engine and the evaluation use the same ones.
"""

from matchers.reranking.likeness import likeness, parents_of
from matchers.reranking.newcomers import MOST_PROJECTS_OF_NEWCOMER, PLACES
from matchers.reranking.rerank import DEPTH, Candidates, Reranked, Switches, rerank
from matchers.reranking.thinning import NEAR

__all__ = [
    "DEPTH",
    "MOST_PROJECTS_OF_NEWCOMER",
    "NEAR",
    "PLACES",
    "Candidates",
    "Reranked",
    "Switches",
    "likeness",
    "parents_of",
    "rerank",
]
