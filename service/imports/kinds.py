"""What kind of organisation a name speaks of, where its source does not say.

Words that name a kind (universit*, comune di, …) come first, then the legal form: a GmbH may be a research centre.
"""

import re
from functools import cache, lru_cache
from typing import Final

from graph_schema.records import KindEvidence, OrganisationKind
from matchers.names import fold_words, split_legal_form
from service.imports.word_tables import word_table

KindClaim = tuple[OrganisationKind, KindEvidence]

_UNKNOWN: Final = (OrganisationKind.OTHER, KindEvidence.UNKNOWN)
_ASSOCIATION_FORMS: Final = frozenset({"ev", "verein", "eingetragenerverein", "asbl", "aisbl", "vzw", "ry", "zs"})
"""Legal forms of societies without profit, written in one; every other form is a firm's."""


@lru_cache(maxsize=65_536)
def kind_from_name(name: str) -> KindClaim:
    """Return the kind that a name's words or legal form speak of, or other and unknown."""
    for kind, pattern in _patterns():
        if pattern.search(" ".join(fold_words(name))):
            return kind, KindEvidence.NAME
    _, forms = split_legal_form(name)
    if not forms:
        return _UNKNOWN
    is_association = any(form.replace(" ", "") in _ASSOCIATION_FORMS for form in forms)
    return OrganisationKind.ASSOCIATION if is_association else OrganisationKind.FIRM, KindEvidence.NAME


@cache
def _patterns() -> tuple[tuple[OrganisationKind, re.Pattern[str]], ...]:
    """Return one pattern a kind, in the order of the table: the first that is found decides."""
    words: dict[OrganisationKind, list[str]] = {}
    for row in word_table("kind_words.csv"):
        words.setdefault(OrganisationKind(row["kind"]), []).append(_expression(row["words"]))
    return tuple((kind, re.compile(rf"\b(?:{'|'.join(parts)})\b")) for kind, parts in words.items())


def _expression(words: str) -> str:
    """Turn `universit*` into an expression over folded words; a star stands for any letters."""
    return re.escape(" ".join(words.split())).replace(r"\*", r"\w*").replace(r"\ ", " ")
