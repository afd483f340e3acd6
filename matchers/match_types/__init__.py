"""Match types as data: one YAML file each in this folder; adding a type is adding a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from matchers.conditions import CONDITIONS
from matchers.errors import DeclarationError, UnknownIdError
from matchers.features import FEATURES, Feature
from matchers.gains import GAINS
from matchers.snapshot.derive import KINDS
from matchers.snapshot.snapshot import Floats

ANY = "any"
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Curve:
    """How a feature's value counts: as it is, or with a best value in the middle (a bell of that width).

    What is not there counts nothing, so the bell's left side begins at 0; its right side keeps its tail: too much of
    a good thing is still worth more than none of it.
    """

    middle: float | None = None
    width: float = 1.0

    def __call__(self, values: Floats) -> Floats:
        """Return what values in [0, 1] count, in [0, 1]."""
        if self.middle is None:
            return values
        bell, start = (np.exp(-(((x - self.middle) / self.width) ** 2)) for x in (values, np.float32(0)))
        rising = (bell - start) / (1.0 - start)
        return np.asarray(np.where(values < self.middle, rising, bell), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Weighted:
    """A feature in a match type, with its weight and curve.

    Where its value is not known it is left out, but for one that `is_needed`: then its weight stays, and gives nothing.
    """

    feature: Feature
    weight: float
    curve: Curve
    is_needed: bool = False


@dataclass(frozen=True, slots=True)
class MatchType:
    """A declared match type. `pairs` says which kinds may be suggested to which; the weights add up to 1.

    `learned` is the share of a score that the learned ranker gives where it can; the features then share the rest.
    `welcomes_partners`: past partners are suggested without being asked for.
    """

    id: str
    labels: dict[str, str]
    description: dict[str, str]
    pairs: dict[str, tuple[str, ...]]
    conditions: tuple[str, ...]
    features: tuple[Weighted, ...]
    gains: tuple[str, ...]
    learned: float = 0.0
    welcomes_partners: bool = False

    def partner_kinds(self, seeker_kind: str) -> tuple[str, ...]:
        """Return the kinds that may be suggested to a seeker of this kind; for an unknown kind, to any."""
        if ANY in self.pairs:
            return KINDS
        if seeker_kind == "other":
            return tuple(sorted({kind for kinds in self.pairs.values() for kind in kinds}))
        return self.pairs.get(seeker_kind, ())


@cache
def match_types() -> dict[str, MatchType]:
    """Return all match types by id, or raise DeclarationError for a file that contradicts itself."""
    files = sorted(Path(__file__).parent.glob("*.yaml"))
    return {path.stem: declared(path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files}


def match_type(match_type_id: str) -> MatchType:
    """Return one match type, or raise UnknownIdError."""
    if match_type_id not in match_types():
        raise UnknownIdError("match type", match_type_id)
    return match_types()[match_type_id]


def declared(match_type_id: str, data: Mapping[str, Any]) -> MatchType:
    """Return the match type that a file declares, or raise DeclarationError."""
    try:
        result = MatchType(
            id=match_type_id,
            labels=data["labels"],
            description=data["description"],
            pairs={seeker: tuple(kinds) for seeker, kinds in data["pairs"].items()},
            conditions=tuple(data.get("conditions", ())),
            features=tuple(
                Weighted(
                    FEATURES[row["feature"]],
                    float(row["weight"]),
                    Curve(**row.get("curve", {})),
                    is_needed=bool(row.get("needed", False)),
                )
                for row in data["features"]
            ),
            gains=tuple(data["gains"]),
            learned=float(data.get("learned", 0.0)),
            welcomes_partners=bool(data.get("welcomes_partners", False)),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DeclarationError(f"The match type {match_type_id} lacks or misspells something: {error!r}.") from error
    _check(result)
    return result


def _check(declaration: MatchType) -> None:
    known_kinds = {*KINDS, ANY}
    kinds = {*declaration.pairs, *(kind for kinds in declaration.pairs.values() for kind in kinds)}
    total = sum(row.weight for row in declaration.features)
    names = [row.feature.name for row in declaration.features]
    problems = (
        (kinds - known_kinds, f"names unknown kinds {sorted(kinds - known_kinds)}"),
        (set(declaration.conditions) - set(CONDITIONS), "names an unknown condition"),
        (set(declaration.gains) - set(GAINS), "names an unknown gain"),
        (abs(total - 1.0) > _TOLERANCE, f"has weights that add up to {total}, not 1"),
        (any(row.weight <= 0 for row in declaration.features), "has a weight that is not above 0"),
        (len(names) != len(set(names)), "names a feature twice"),
        (not 0.0 <= declaration.learned < 1.0, "gives the learned ranker a share that is not from 0 to below 1"),
    )
    for is_wrong, what in problems:
        if is_wrong:
            raise DeclarationError(f"The match type {declaration.id} {what}.")
