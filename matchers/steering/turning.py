"""Weights that are turned: a match type whose features count more or less than declared, and still add up to 1."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from matchers.match_types import MatchType
from matchers.said import said

FACTORS: Final = (0.0, 0.5, 1.0, 2.0)
"""How many times as declared a feature may count: not at all, half, as declared, double."""


def check_factors(declared: MatchType, factors: Mapping[str, float]) -> None:
    """Raise ValueError, with what to do, for features that a match type does not have and factors that are not known.

    What shows common ground must not be turned off altogether: without it nothing else counts (`matchers.ranker`).
    """
    known = {row.feature.name: row for row in declared.features}
    unknown = sorted(set(factors) - set(known))
    if unknown:
        raise ValueError(
            said(
                "{unknown}: {match_type} has no such feature; it has {known}.",
                unknown=", ".join(unknown),
                match_type=declared.id,
                known=", ".join(known),
            )
        )
    wrong = sorted(name for name, factor in factors.items() if factor not in FACTORS)
    if wrong:
        raise ValueError(
            said(
                "{wrong}: a feature counts {factors} times.",
                wrong=", ".join(wrong),
                factors=", ".join(f"{one:g}" for one in FACTORS),
            )
        )
    ground = [name for name, row in known.items() if row.feature.is_ground]
    left = ground or list(known)
    if not any(factors.get(name, 1.0) > 0 for name in left):
        raise ValueError(
            said(
                "leave at least one of {left}: without common ground there is nothing to suggest.", left=", ".join(left)
            )
        )


def turned(declared: MatchType, factors: Mapping[str, float]) -> MatchType:
    """Return a match type with its weights turned and scaled to add up to 1 again; what counts 0 times is left out.

    Features that a later release does not have any more are passed over. The learned ranker's share stays.
    """
    rows = [
        replace(row, weight=row.weight * factor)
        for row in declared.features
        if (factor := factors.get(row.feature.name, 1.0)) > 0
    ]
    total = sum(row.weight for row in rows)
    if not total:
        return declared
    return replace(declared, features=tuple(replace(row, weight=row.weight / total) for row in rows))
