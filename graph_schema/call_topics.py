"""What call topics are about, for projects of which nothing else is told than the topic that they answer.

Read from `vocabularies/call_topics.csv`, UTF-8 without quotes, separated by `;`. Topics are those of Horizon 2020's
work programme 2014-2015 for secure, clean and efficient energy, and of the work plan of 2014 of the Fuel Cells and
Hydrogen Joint Undertaking (https://ec.europa.eu/programmes/horizon2020). What they are about is told in our own words;
topics too wide to say what a project does are not there.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final

from graph_schema.errors import SchemaDefinitionError
from graph_schema.tables import filled_rows, table_lines
from graph_schema.vocabulary import capabilities

_COLUMNS: Final = ("topic", "about", "capabilities")
_TABLE: Final = "call_topics.csv"


@cache
def call_topics() -> dict[str, tuple[str, ...]]:
    """Return the capabilities that each topic is about; SchemaDefinitionError where the file contradicts itself."""
    return parse_call_topics(table_lines(_TABLE), {term.id for term in capabilities()})


def parse_call_topics(lines: Iterable[str], known: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the capabilities of the topics in a table's lines, or raise SchemaDefinitionError."""
    topics: dict[str, tuple[str, ...]] = {}
    for number, row in filled_rows(_TABLE, lines, _COLUMNS, _COLUMNS):
        terms = tuple(row["capabilities"].split("|"))
        if row["topic"] in topics or not known.issuperset(terms):
            raise SchemaDefinitionError(
                f"Correct {_TABLE}: row {number} stands twice, or names a capability that is not in the vocabulary."
            )
        topics[row["topic"]] = terms
    return topics
