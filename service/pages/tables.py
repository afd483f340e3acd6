"""What a table needs to be read as cards on a telephone: in each cell the words of its column, and what it is.

The style sheet lays rows out as cards, and with that some browsers forget that they are rows; so each part of the table
says by its `role` what it is.
"""

import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any, Final

from markupsafe import Markup, escape

_HEAD: Final = re.compile(r"<thead.*?</thead>", re.DOTALL)
_COLUMN: Final = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_PART: Final = re.compile(r"<(thead|tbody|tr|th|td)\b([^>]*)>")
_ROLES: Final = {"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "td": "cell"}


def in_cards(rows: Markup) -> Markup:
    """Return head and rows of a table with the words of its column in each cell, and the role of each part."""
    head = _HEAD.search(rows)
    spans = [one.span(1) for one in _COLUMN.finditer(rows, *head.span())] if head else []
    columns = [rows[begin:end].striptags() for begin, end in spans]
    return Markup(_PART.sub(_Labels(columns), rows))  # noqa: S704  what was markup, with labels that are escaped


class _Labels:
    """Gives the parts of one table, as they come, their roles and labels."""

    def __init__(self, columns: list[str]) -> None:
        self._columns = columns
        self._places: Iterator[int] = count()

    def __call__(self, part: re.Match[str]) -> str:
        tag, attributes = part.groups()
        if tag == "tr":
            self._places = count()
        role = _ROLES.get(tag) or ("rowheader" if 'scope="row"' in attributes else "columnheader")
        place = next(self._places) if tag in {"th", "td"} else 0
        label = f' data-label="{escape(self._columns[place])}"' if tag == "td" and place < len(self._columns) else ""
        return f'<{tag}{attributes} role="{role}"{label}>'


FILTERS: Final[dict[str, Callable[..., Any]]] = {"in_cards": in_cards}
