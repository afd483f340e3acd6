"""The closed list of reasons for declining a suggested partner, with what follows from each.

Read from `vocabularies/decline_reasons.csv`, UTF-8 without quotes, separated by `;`.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from graph_schema.errors import SchemaDefinitionError

OTHER: Final = "other"
"""The reason that is told in free words."""

_COLUMNS = ("id", "label_en", "label_it", "respect", "months")
_FILE = Path(__file__).parent / "vocabularies" / "decline_reasons.csv"


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
    return parse_decline_reasons(_FILE.read_text(encoding="utf-8").splitlines())


def parse_decline_reasons(lines: Iterable[str]) -> dict[str, DeclineReason]:
    """Return the reasons in a table's lines, or raise SchemaDefinitionError."""
    reader = csv.DictReader(lines, delimiter=";", quoting=csv.QUOTE_NONE)
    if tuple(reader.fieldnames or ()) != _COLUMNS:
        raise SchemaDefinitionError(f"Head decline_reasons.csv with the columns {';'.join(_COLUMNS)}.")
    reasons: dict[str, DeclineReason] = {}
    for number, row in enumerate(reader, start=2):
        if set(row) != set(_COLUMNS) or None in row.values() or not all(row[name] for name in _COLUMNS[:3]):
            raise SchemaDefinitionError(f"Correct decline_reasons.csv: row {number} lacks a cell.")
        if row["id"] in reasons or (row["months"] and not row["months"].isdecimal()):
            raise SchemaDefinitionError(
                f"Correct decline_reasons.csv: row {number} stands twice, or its months are no whole number."
            )
        labels = {"en": row["label_en"], "it": row["label_it"]}
        months = int(row["months"]) if row["months"] else None
        reasons[row["id"]] = DeclineReason(row["id"], labels, row["respect"] or None, months)
    return reasons
