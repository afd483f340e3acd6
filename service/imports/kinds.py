"""What kind of organisation a name speaks of, where its source does not say.

Words that name a kind (universit*, comune di, …) come first, then the legal form: a GmbH may be a research centre.
"""

import csv
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from graph_schema.records import KindEvidence, OrganisationKind
from matchers.names import fold_words, split_legal_form

KindClaim = tuple[OrganisationKind, KindEvidence]

_UNKNOWN: Final = (OrganisationKind.OTHER, KindEvidence.UNKNOWN)
_ASSOCIATION_FORMS: Final = frozenset(
    {
        "ev",
        "e v",
        "verein",
        "eingetragener verein",
        "asbl",
        "a s b l",
        "aisbl",
        "a i s b l",
        "vzw",
        "ry",
        "r y",
        "onlus",
    }
    | {"association sans but lucratif", "association internationale sans but lucratif", "apbl", "ngo", "zs", "z s"}
)
"""Legal forms of societies without profit; every other form is a firm's."""


@lru_cache(maxsize=65_536)
def kind_from_name(name: str) -> KindClaim:
    """Return the kind that a name's words or legal form speak of, or other and unknown."""
    for kind, pattern in _patterns():
        if pattern.search(" ".join(fold_words(name))):
            return kind, KindEvidence.NAME
    _, forms = split_legal_form(name)
    if not forms:
        return _UNKNOWN
    is_association = any(form in _ASSOCIATION_FORMS for form in forms)
    return OrganisationKind.ASSOCIATION if is_association else OrganisationKind.FIRM, KindEvidence.NAME


@cache
def _patterns() -> tuple[tuple[OrganisationKind, re.Pattern[str]], ...]:
    """Return one pattern a kind, in the order of the table: the first that is found decides."""
    words: dict[OrganisationKind, list[str]] = {}
    with Path(__file__).with_name("kind_words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            words.setdefault(OrganisationKind(row["kind"]), []).append(_expression(row["words"].strip()))
    return tuple((kind, re.compile(rf"\b(?:{'|'.join(parts)})\b")) for kind, parts in words.items())


def _expression(words: str) -> str:
    """Turn `universit*` into an expression over folded words; a star stands for any letters."""
    return re.escape(" ".join(words.split())).replace(r"\*", r"\w*").replace(r"\ ", " ")
