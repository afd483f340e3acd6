"""`flask schema`: the graph's types as tables or as a diagram."""

from types import SimpleNamespace

import click
from rich.console import Console
from rich.table import Table

from graph_schema.diagrams import DIAGRAMS
from graph_schema.schema import EntityType, Property, RelationType, Schema, Text, schema

WORDS = {
    "en": SimpleNamespace(
        type="Type",
        what="What it is",
        property="Property",
        kind="Kind",
        meaning="Meaning",
        between="Between",
        reads="Reads",
        planned="planned",
    ),
    "it": SimpleNamespace(
        type="Tipo",
        what="Che cos'è",
        property="Proprietà",
        kind="Genere",
        meaning="Significato",
        between="Tra",
        reads="Si legge",
        planned="previsto",
    ),
}
"""The headings of the tables, by language."""


@click.command("schema")
@click.option("--language", type=click.Choice(sorted(WORDS)), default="en", show_default=True, help="Of the tables.")
@click.option("--type", "label", help="Print the properties of this one type, for instance Organisation or ABOUT.")
@click.option("--diagram", is_flag=True, help="Print a diagram instead, as text that draws it.")
@click.option(
    "--format",
    "notation",
    type=click.Choice(sorted(DIAGRAMS)),
    default="mermaid",
    show_default=True,
    help="Notation of the diagram.",
)
def command(language: str, label: str | None, *, diagram: bool, notation: str) -> None:
    """Print the entity and relationship types of the graph."""
    types = schema()
    if diagram:
        click.echo(DIAGRAMS[notation](types))
    elif label:
        Console().print(_properties(_find(types, label), language))
    else:
        Console().print(_entities(types, language), _relations(types, language))


def _find(types: Schema, label: str) -> EntityType | RelationType:
    found = types.entities.get(label) or types.relations.get(label)
    if found is None:
        known = ", ".join([*types.entities, *types.relations])
        raise click.ClickException(f"There is no type {label!r}; there are {known}.")
    return found


def _entities(types: Schema, language: str) -> Table:
    words = WORDS[language]
    table = Table(words.type, words.what, words.property, show_lines=True)
    for entity in types.entities.values():
        labels = "\n".join([entity.label, *(f"  :{second}" for second in entity.kinds)])
        what = _in(entity.description, language) + (f" ({words.planned})" if entity.planned else "")
        table.add_row(labels, what, ", ".join(entity.all_properties()))
    return table


def _relations(types: Schema, language: str) -> Table:
    words = WORDS[language]
    table = Table(words.type, words.between, words.reads, words.property, show_lines=True)
    for relation in types.relations.values():
        between = "\n".join(f"{start} → {end}" for start, end in relation.between)
        reads = _in(relation.names, language) + (f" ({words.planned})" if relation.planned else "")
        table.add_row(relation.type, between, reads, ", ".join(relation.properties))
    return table


def _properties(found: EntityType | RelationType, language: str) -> Table:
    words = WORDS[language]
    table = Table(words.property, words.kind, words.meaning)
    properties: dict[str, Property] = found.all_properties() if isinstance(found, EntityType) else found.properties
    for name, declared in properties.items():
        table.add_row(f"{name}_…" if declared.by else name, declared.type, _in(declared, language))
    return table


def _in(text: Text, language: str) -> str:
    return text.it if language == "it" else text.en
