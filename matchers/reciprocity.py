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

_UNKNOWN = said("organisations of an unknown kind")
KINDS_IN_WORDS = {kind: many for kind, (_, many) in KIND_WORDS.items()} | {"other": _UNKNOWN}


def reciprocities(
    asker: Seeker, declared: MatchType, partners: Sequence[Seeker], ours: Sequence[float]
) -> list[Reciprocity | None]:
    """Return the scores of both directions for each suggested partner, given the asker's declared scores of them.

    None for each where the asker is only words, which nobody can suit.
    """
    if asker.asker is None:
        return [None] * len(partners)
    suggests = [asker.kind in declared.partner_kinds(partner.kind) for partner in partners]
    candidate = OneOf(asker.snapshot, asker.asker)
    theirs = iter(scores_by(list(compress(partners, suggests)), candidate, declared).tolist())
    return [
        _both(score, next(theirs)) if suggested else _one_sided(score, asker, partner)
        for partner, score, suggested in zip(partners, ours, suggests, strict=True)
    ]


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


def declared_score(scores: Scores, row: int) -> float:
    """Return the part of a score that is declared, as if the learned ranker had no share in it."""
    return float(scores.contributions[:, row].sum()) / (1.0 - scores.share)


def harmonic_mean(one: float, other: float) -> float:
    """Return 2ab / (a + b) of two numbers that are not negative; 0 where both are."""
    return 2.0 * one * other / (one + other) if one + other > 0 else 0.0
