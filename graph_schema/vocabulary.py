"""The capability vocabulary: energy terms by technology and by stage of the value chain, read from `vocabularies/`.

The two tables are UTF-8 without quotes, separated by `;`; cells with several values separate them by `|`. Terms, labels
and links are our own. Codes are of the Cooperative Patent Classification (https://www.cooperativepatentclassification.org)
and paths of EuroSciVoc (https://op.europa.eu/en/web/eu-vocabularies/euroscivoc), empty where none fits.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter

from graph_schema.errors import SchemaDefinitionError
from graph_schema.records import Capability
from graph_schema.tables import table_lines, table_reader

LANGUAGES = ("en", "it", "no")
CODE_SYNTAX = {
    "cpc": re.compile(r"[A-HY]\d{2}[A-Z]( \d{1,4}/\d{2,6})?"),
    "euroscivoc": re.compile(r"(/[^/;|]+){2,}"),
}
_ID_SYNTAX = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LABEL_COLUMNS = tuple(f"label_{language}" for language in LANGUAGES)
_STAGE_COLUMNS = ("id", "order", *_LABEL_COLUMNS)
_CAPABILITY_COLUMNS = ("id", *_LABEL_COLUMNS, "stage", "broader", "feeds", *CODE_SYNTAX, "synonyms")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the value chain; `order` runs from 1, upstream first; `labels` by ISO 639-1 code (en, it, no)."""

    id: str
    order: int
    labels: dict[str, str]


@cache
def stages() -> tuple[Stage, ...]:
    """Return the stages of the value chain, upstream first."""
    return parse_stages(table_lines("stages.csv"))


@cache
def capabilities() -> tuple[Capability, ...]:
    """Return all terms, sorted by id, or raise SchemaDefinitionError if the files contradict themselves."""
    return parse_capabilities(table_lines("capabilities.csv"), stages())


def parse_stages(lines: Iterable[str]) -> tuple[Stage, ...]:
    """Return the stages in a table's lines by their order, or raise SchemaDefinitionError."""
    rows = _rows("stages.csv", lines, _STAGE_COLUMNS)
    for row in rows:
        if not row["order"].isdecimal():
            raise SchemaDefinitionError(f"Give the stage {row['id']} a whole number as its order in stages.csv.")
    parsed = tuple(Stage(row["id"], int(row["order"]), _labels(row)) for row in rows)
    _raise_any(("stages.csv", problem) for problem in _repeated("order", (str(stage.order) for stage in parsed)))
    return tuple(sorted(parsed, key=lambda stage: stage.order))


def parse_capabilities(lines: Iterable[str], known_stages: Sequence[Stage]) -> tuple[Capability, ...]:
    """Return the terms in a table's lines sorted by id, or raise SchemaDefinitionError with the first contradiction."""
    parsed = tuple(_capability(row) for row in _rows("capabilities.csv", lines, _CAPABILITY_COLUMNS))
    _raise_any(
        ("capabilities.csv", problem) for problem in _contradictions(parsed, {stage.id for stage in known_stages})
    )
    return tuple(sorted(parsed, key=lambda term: term.id))


def _rows(name: str, lines: Iterable[str], columns: Sequence[str]) -> list[dict[str, str]]:
    rows = list(table_reader(name, lines, columns))
    _raise_any((name, problem) for problem in _malformed(rows, columns))
    return rows


def _malformed(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with the rows of either table, as sentence fragments."""
    for number, row in enumerate(rows, start=2):
        if set(row) != set(columns) or None in row.values():
            yield f"row {number} does not have {len(columns)} cells"
            return
        if not _ID_SYNTAX.fullmatch(row["id"]):
            yield f"row {number} has an id that is no lower-case slug: {row['id']!r}"
        for column in _LABEL_COLUMNS:
            if not row[column].strip():
                yield f"{row['id']} has no {column}"
    for column in ("id", *_LABEL_COLUMNS):
        yield from _repeated(column, (row[column] for row in rows))


def _capability(row: Mapping[str, str]) -> Capability:
    return Capability(
        id=row["id"],
        labels=_labels(row),
        stage=row["stage"],
        broader=_values(row["broader"]),
        feeds=_values(row["feeds"]),
        codes={scheme: row[scheme] for scheme in CODE_SYNTAX if row[scheme]},
        synonyms=_values(row["synonyms"]),
    )


def _labels(row: Mapping[str, str]) -> dict[str, str]:
    return {language: row[f"label_{language}"] for language in LANGUAGES}


def _values(cell: str) -> tuple[str, ...]:
    return tuple(value.strip() for value in cell.split("|") if value.strip())


def _contradictions(terms: Sequence[Capability], stage_ids: set[str]) -> Iterator[str]:
    """Yield what is wrong with terms of unique ids, as sentence fragments."""
    ids = {term.id for term in terms}
    for term in terms:
        if term.stage not in stage_ids:
            yield f"{term.id} is in an unknown stage {term.stage!r}"
        for link, targets in (("broader", term.broader), ("feeds", term.feeds)):
            yield from (f"{term.id} has a {link} link to unknown {target}" for target in targets if target not in ids)
            yield from (f"{term.id} has a {link} link to itself" for target in targets if target == term.id)
            yield from _repeated(f"{link} link of {term.id}", targets)
        for scheme, code in term.codes.items():
            if not CODE_SYNTAX[scheme].fullmatch(code):
                yield f"{term.id} has {code!r}, which is no {scheme} code"
    yield from _repeated("phrase", (phrase for term in terms for phrase in (term.labels["en"], *term.synonyms)))
    yield from _cycle(terms)


def _cycle(terms: Sequence[Capability]) -> Iterator[str]:
    try:
        TopologicalSorter({term.id: term.broader for term in terms}).prepare()
    except CycleError as error:
        yield f"broader links run in a circle: {' > '.join(error.args[1])}"


def _repeated(what: str, values: Iterable[str]) -> Iterator[str]:
    counts = Counter(value.casefold() for value in values)
    yield from (f"the {what} {value!r} stands twice" for value, count in counts.items() if count > 1)


def _raise_any(problems: Iterable[tuple[str, str]]) -> None:
    for name, problem in problems:
        raise SchemaDefinitionError(f"Correct {name}: {problem}.")
