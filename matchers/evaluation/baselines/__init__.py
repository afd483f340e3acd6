"""What a learned ranker has to beat, and what it is compared with."""

from matchers.evaluation.baselines.embedding import FastRP
from matchers.evaluation.baselines.factors import ImplicitALS
from matchers.evaluation.baselines.fusion import RankFusion
from matchers.evaluation.baselines.lambdamart import LambdaMART
from matchers.evaluation.baselines.neighbours import (
    adamic_adar,
    adamic_adar_and_earlier,
    adamic_adar_through_earlier,
    common_neighbours,
)
from matchers.evaluation.baselines.remembering import Remembering
from matchers.evaluation.baselines.simple import Popularity, Random
from matchers.evaluation.baselines.texts import MeanVectorCosine, NearestProjects, TfidfCosine
from matchers.evaluation.baselines.walk import PersonalisedPageRank
from matchers.evaluation.recommender import Recommender
from matchers.ranking.meaning import Encode

FUSION = "fusion: TF-IDF, ties, popularity"
"""Name of the fusion that is the bar where nothing else is said."""


def baselines(encode: Encode, seed: int = 0) -> list[Recommender]:
    """Return all baselines, fresh; `encode` makes vectors of texts by the model that is to be compared with."""
    popularity, words, nearest, ties, vectors, walk = (
        Remembering(recommender)
        for recommender in (
            Popularity(),
            TfidfCosine(),
            NearestProjects(),
            adamic_adar_and_earlier(),
            MeanVectorCosine(encode),
            PersonalisedPageRank(),
        )
    )
    return [
        Random(seed),
        popularity,
        common_neighbours(),
        adamic_adar(),
        adamic_adar_through_earlier(),
        ties,
        walk,
        FastRP(seed),
        ImplicitALS(seed),
        vectors,
        words,
        nearest,
        RankFusion(FUSION, (words, ties, popularity), (words, ties)),
        RankFusion("fusion: TF-IDF, ties, nearest", (nearest, ties, words), (nearest, ties, words)),
        LambdaMART((popularity, words, nearest, ties, vectors, walk), seed),
    ]
