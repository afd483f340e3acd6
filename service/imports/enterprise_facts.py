"""How large and how old an organisation is, as lists and programs write it."""

import re
from datetime import UTC, datetime
from functools import cache
from typing import Final

from graph_schema.records import SizeClass
from matchers.names import fold_words
from matchers.said import said
from service.imports.word_tables import word_table

MOST_EMPLOYEES: Final = 10_000_000
"""No employer has so many people; a larger number is a mistake."""

_BOUNDS: Final = {
    SizeClass.MICRO: (0, 9),
    SizeClass.SMALL: (10, 49),
    SizeClass.MEDIUM: (50, 249),
    SizeClass.LARGE: (250, MOST_EMPLOYEES),
}
"""People that work in an enterprise of a class (Commission Recommendation 2003/361/EC)."""

_FIRST_YEAR: Final = 1_000
_THOUSANDS: Final = re.compile(r"(?<=\d)[\s.,'\u2019](?=\d{3}(?!\d))")
_RANGE: Final = re.compile(r"(\d+)(?:[-\u2013]|to|a)(\d+)")
_FROM: Final = re.compile(r"(?:>=?|oltre|over|morethan)?(\d+)\+?")


def headcount(text: str) -> int | SizeClass:
    """Return a number of people, or the class that a range ("10-49") or word ("piccola", "large") means."""
    compact = _compact(text)
    if compact.isdecimal() and int(compact) <= MOST_EMPLOYEES:
        return int(compact)
    try:
        return class_of_size(text)
    except ValueError as error:
        raise ValueError(
            said(
                "{text!r} is no number of people: write digits only, a class as in 10-49, or leave it empty.", text=text
            )
        ) from error


def class_of_size(text: str) -> SizeClass:
    """Return the size class that a word or a range of people means; a range must lie within one class."""
    known = _words().get(" ".join(fold_words(text)))
    if known is not None:
        return known
    compact = _compact(text).casefold()
    within = _RANGE.fullmatch(compact)
    low, high = (int(within[1]), int(within[2])) if within else _open_ended(compact)
    for found, (least, most) in _BOUNDS.items():
        if least <= low <= high <= most:
            return found
    raise ValueError(
        said(
            "{text!r} is no size class: write micro (up to 9 people), small (10-49), medium (50-249) or large, "
            "or leave it empty.",
            text=text,
        )
    )


def founding_year(year: int) -> int:
    """Return a year that something that exists can be founded in."""
    if not _FIRST_YEAR <= year <= datetime.now(UTC).year:
        raise ValueError(
            said("{year} is no year of foundation: write four digits, as in 1987, and none that is to come.", year=year)
        )
    return year


def year_told(text: str) -> int:
    """Return the year of a year ("1987") or of a date that ends or begins with one ("12/03/1987", "1987-03-12")."""
    found = re.fullmatch(r"(\d{4})(?:-\d{1,2}-\d{1,2}(?: 00:00:00)?)?|\d{1,2}[/.]\d{1,2}[/.](\d{4})", text.strip())
    if not found:
        raise ValueError(said("{text!r} is no year of foundation: write four digits, as in 1987.", text=text))
    return founding_year(int(found[1] or found[2]))


def is_large(employees: int | None, told: SizeClass | None) -> bool:
    """Tell whether a firm is known to be too large for an SME (Commission Recommendation 2003/361/EC)."""
    return (employees or 0) >= _BOUNDS[SizeClass.LARGE][0] or told is SizeClass.LARGE


def check_sizes(employees: int | None, told: SizeClass | None) -> None:
    """Raise ValueError where a number of employees and a size class contradict each other."""
    if employees is None or told is None:
        return
    least, most = _BOUNDS[told]
    if not least <= employees <= most:
        raise ValueError(
            said(
                "{employees:,} employees are not {size}: correct one of the two, or leave one empty.",
                employees=employees,
                size=told.value,
            )
        )


def _compact(text: str) -> str:
    """Return numbers without what parts their thousands ("1.200", "1 200"), and all without blanks: 12.5 stays."""
    return re.sub(r"\s", "", _THOUSANDS.sub("", text))


def _open_ended(compact: str) -> tuple[int, int]:
    """Return the bounds of "250+" or "oltre 250"; of anything else, bounds that no class has."""
    found = _FROM.fullmatch(compact)
    return (int(found[1]), MOST_EMPLOYEES) if found else (1, 0)


@cache
def _words() -> dict[str, SizeClass]:
    return {row["word"]: SizeClass(row["size_class"]) for row in word_table("size_words.csv")}
