"""What is known of organisations as enterprises: how large, how old, whose, and whether they seek a successor."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matchers.corpus import OrganisationRow
from matchers.snapshot.columns import Arrays

SIZE_CLASSES = ("micro", "small", "medium", "large")
"""The classes of Commission Recommendation 2003/361/EC."""

PEOPLE_OF_CLASS = (3.0, 22.0, 112.0, 1000.0)
"""About how many people a class means: the geometric middle of 1-9, 10-49 and 50-249, and a round number for 250 on."""

PEOPLE_OF_SME, PEOPLE_OF_OTHERS = 16.0, 1000.0
"""The same for a small or medium-sized enterprise of unknown class (1-249), and for one that is known to be larger."""

UNKNOWN = -1

_COLUMNS = {
    "is_sme": np.int8,
    "family_owned": np.int8,
    "seeks_successor": np.int8,
    "employees": np.int32,
    "founded": np.int16,
    "size_class": np.int8,
}


def enterprise_arrays(rows: Sequence[OrganisationRow]) -> Arrays:
    """Return the columns (n) of what organisations are as enterprises; -1 where not known."""
    return {
        f"organisation.{name}": np.array([_number(getattr(row, name)) for row in rows], dtype=dtype)
        for name, dtype in _COLUMNS.items()
    }


@dataclass(frozen=True, slots=True)
class Enterprise:
    """What is known of one organisation, by the names in `OrganisationRow`; None for what is not known."""

    is_sme: bool | None = None
    family_owned: bool | None = None
    seeks_successor: bool | None = None
    employees: int | None = None
    founded: int | None = None
    size_class: str | None = None

    @property
    def people(self) -> float:
        """About how many people work there: the number told, else its class's; NaN where nothing tells."""
        if self.employees is not None:
            return float(max(self.employees, 1))
        if self.size_class is not None:
            return PEOPLE_OF_CLASS[SIZE_CLASSES.index(self.size_class)]
        return float("nan") if self.is_sme is None else PEOPLE_OF_SME if self.is_sme else PEOPLE_OF_OTHERS


@dataclass(frozen=True)
class Enterprises:
    """The columns (n) of all organisations: 1, 0 or -1 for what holds or not, -1 for any number that is not known.

    `size_class` are positions in SIZE_CLASSES, `founded` are years.
    """

    is_sme: npt.NDArray[np.int8]
    family_owned: npt.NDArray[np.int8]
    seeks_successor: npt.NDArray[np.int8]
    employees: npt.NDArray[np.int32]
    founded: npt.NDArray[np.int16]
    size_class: npt.NDArray[np.int8]

    @classmethod
    def of(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> "Enterprises":
        """Return the columns that `enterprise_arrays` made."""
        return cls(**{name: arrays[f"organisation.{name}"] for name in _COLUMNS})

    @classmethod
    def of_one(cls, enterprise: Enterprise) -> "Enterprises":
        """Return the columns of one organisation."""
        return cls(
            **{name: np.array([_number(getattr(enterprise, name))], dtype=dtype) for name, dtype in _COLUMNS.items()}
        )

    def only(self, rows: slice | npt.NDArray[np.int32]) -> "Enterprises":
        """Return the columns of some rows."""
        return Enterprises(**{name: getattr(self, name)[rows] for name in _COLUMNS})

    @cached_property
    def people(self) -> npt.NDArray[np.float32]:
        """About how many people work for each (n), as `Enterprise.people` has it."""
        by_sme = np.array([PEOPLE_OF_OTHERS, PEOPLE_OF_SME, np.nan])[self.is_sme]
        by_class = np.array([*PEOPLE_OF_CLASS, np.nan])[self.size_class]
        rough = np.where(self.size_class == UNKNOWN, by_sme, by_class)
        return np.where(self.employees == UNKNOWN, rough, np.maximum(self.employees, 1)).astype(np.float32)

    @cached_property
    def handed_over(self) -> npt.NDArray[np.int32]:
        """The rows, ascending, of those that seek a successor or are a family's."""
        return np.flatnonzero((self.seeks_successor == 1) | (self.family_owned == 1)).astype(np.int32)

    def rows(self) -> Iterator[Enterprise]:
        """Yield each organisation's facts."""
        columns = (getattr(self, name).tolist() for name in _COLUMNS)
        return (_told(values) for values in zip(*columns, strict=True))

    def at(self, row: int) -> Enterprise:
        """Return one organisation's facts."""
        return _told(tuple(int(getattr(self, name)[row]) for name in _COLUMNS))


def _number(value: bool | int | str | None) -> int:  # noqa: FBT001  # any fact, whatever its type
    if value is None:
        return UNKNOWN
    return SIZE_CLASSES.index(value) if isinstance(value, str) else int(value)


def _told(values: tuple[int, ...]) -> Enterprise:
    is_sme, family_owned, seeks_successor, employees, founded, size_class = values
    return Enterprise(
        is_sme=None if is_sme == UNKNOWN else bool(is_sme),
        family_owned=None if family_owned == UNKNOWN else bool(family_owned),
        seeks_successor=None if seeks_successor == UNKNOWN else bool(seeks_successor),
        employees=None if employees == UNKNOWN else employees,
        founded=None if founded == UNKNOWN else founded,
        size_class=None if size_class == UNKNOWN else SIZE_CLASSES[size_class],
    )
