"""Whether a match is one for both: what the asker is to the suggested partner, by the same match type.

A partner that suits the asker and is not suited by it comes to nothing, so both directions are scored, and the harmonic
mean of the two is low where either is (Pizzato et al., RECON: a reciprocal recommender, RecSys 2010). The learned
ranker foretells what happens between the two, whoever asks, so here only the declared features count.
"""

from collections.abc import Sequence
from itertools import compress

from matchers.features.profiles import KIND_WORDS
from matchers.match_types import MatchType
from matchers.ranker import Scores, scores_by
from matchers.results import Reciprocity
from matchers.said import said
from matchers.seeker import Seeker
from matchers.snapshot.one_of import OneOf
from matchers.snapshot.snapshot import Floats

_UNKNOWN = said("organisations of an unknown kind")
KINDS_IN_WORDS = {kind: many for kind, (_, many) in KIND_WORDS.items()} | {"other": _UNKNOWN}


def reciprocities(
    asker: Seeker, declared: MatchType, partners: Sequence[Seeker], scores: Scores, places: Sequence[int]
) -> list[Reciprocity | None]:
    """Return the scores of both directions for each suggested partner, given the asker's and their places in these.

    None for each where the asker is only words, which nobody can suit.
    """
    if asker.asker is None:
        return [None] * len(partners)
    suggests = [asker.kind in declared.partner_kinds(partner.kind) for partner in partners]
    candidate = OneOf(asker.snapshot, asker.asker)
    mutual = {} if asker.is_need else _mutual(scores, list(compress(places, suggests)))
    theirs = iter(scores_by(list(compress(partners, suggests)), candidate, declared, mutual).tolist())
    return [
        _both(score, next(theirs)) if suggested else _one_sided(score, asker, partner)
        for partner, score, suggested in zip(partners, _declared_scores(scores, places), suggests, strict=True)
    ]


def _mutual(scores: Scores, places: Sequence[int]) -> dict[str, Floats]:
    """Return the values (m) of features that are the same from the other side."""
    return {
        row.feature.name: scores.values[at, list(places)] for at, row in enumerate(scores.rows) if row.feature.is_mutual
    }


def _declared_scores(scores: Scores, places: Sequence[int]) -> list[float]:
    """Return the parts of scores that are declared, as if the learned ranker had no share in them."""
    declared: list[float] = scores.contributions[:, list(places)].sum(axis=0).tolist()
    return [one / (1.0 - scores.share) for one in declared]


def _both(ours: float, theirs: float) -> Reciprocity:
    return Reciprocity(ours, theirs, harmonic_mean(ours, theirs))


def _one_sided(ours: float, asker: Seeker, partner: Seeker) -> Reciprocity:
    ours_in_words, theirs_in_words = KINDS_IN_WORDS[asker.kind], KINDS_IN_WORDS[partner.kind]
    note = said(
        "This match type suggests no {ours} to {theirs}, so their side has no score.",
        ours=ours_in_words,
        theirs=theirs_in_words,
    )
    return Reciprocity(ours, None, None, note)


def harmonic_mean(one: float, other: float) -> float:
    """Return 2ab / (a + b) of two numbers that are not negative; 0 where both are."""
    return 2.0 * one * other / (one + other) if one + other > 0 else 0.0
