"""The closed list of reasons for declining a suggested partner, with what follows from each.

Read from `vocabularies/decline_reasons.csv`, UTF-8 without quotes, separated by `;`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from graph_schema.errors import SchemaDefinitionError
from graph_schema.tables import filled_rows, table_lines

OTHER: Final = "other"
"""The reason that is told in free words."""

_COLUMNS = ("id", "label_en", "label_it", "label_no", "respect", "months")
_TABLE = "decline_reasons.csv"


@dataclass(frozen=True, slots=True)
class DeclineReason:
    """A reason. `respect` is in what others who resemble the declined one are damped, None for nothing.

    `months` is how long a decline for this reason counts, None for ever.
    """

    id: str
    labels: dict[str, str]
    respect: str | None
    months: int | None


@cache
def decline_reasons() -> dict[str, DeclineReason]:
    """Return all reasons by id in the order of the file; SchemaDefinitionError where it contradicts itself."""
    return parse_decline_reasons(table_lines(_TABLE))


def parse_decline_reasons(lines: Iterable[str]) -> dict[str, DeclineReason]:
    """Return the reasons in a table's lines, or raise SchemaDefinitionError."""
    reasons: dict[str, DeclineReason] = {}
    for number, row in filled_rows(_TABLE, lines, _COLUMNS, _COLUMNS[:4]):
        if row["id"] in reasons or (row["months"] and not row["months"].isdecimal()):
            raise SchemaDefinitionError(
                f"Correct {_TABLE}: row {number} stands twice, or its months are no whole number."
            )
        labels = {language: row[f"label_{language}"] for language in ("en", "it", "no")}
        months = int(row["months"]) if row["months"] else None
        reasons[row["id"]] = DeclineReason(row["id"], labels, row["respect"] or None, months)
    return reasons
