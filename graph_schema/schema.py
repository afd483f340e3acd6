"""The graph's types as data: what nodes and ties there are, what they are called, and what they carry.

One YAML file an entity type, and `relations.yaml` for the ties, all under `types/`. Labels are English and Italian.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from graph_schema.errors import SchemaDefinitionError

TYPES = Path(__file__).with_name("types")
RELATIONS_FILE = "relations.yaml"

LABEL = re.compile(r"[A-Z][A-Za-z]+")
RELATION = re.compile(r"[A-Z]+(_[A-Z]+)*")


class Declaration(BaseModel):
    """The root of what the files declare: nothing unknown in them, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Declaration):
    """A text in the languages of the schema."""

    en: str
    it: str


class Property(Text):
    """A property, with what it means; `by` says that there is one for each language or scheme, `name_en` for `name`."""

    type: Literal["string", "strings", "integer", "float", "boolean", "date", "datetime", "vector"]
    by: Literal["language", "scheme"] | None = None


class EntityType(Declaration):
    """A node label. `kinds` are second labels; `planned` types are designed, and nothing writes them yet."""

    label: str
    id: str
    names: Text
    description: Text
    kinds: dict[str, Text] = {}
    from_outside: bool = False
    planned: bool = False
    properties: dict[str, Property]

    def all_properties(self) -> dict[str, Property]:
        """Return its properties and, where it comes from outside, where and when it was seen."""
        return {**self.properties, **(PROVENANCE if self.from_outside else {})}


class RelationType(Declaration):
    """A relationship type: the pairs of labels it runs between, and how it reads either way."""

    type: str
    between: tuple[tuple[str, str], ...]
    names: Text
    reverse: Text
    planned: bool = False
    properties: dict[str, Property] = {}


PROVENANCE = {
    "source": Property(type="string", en="Where it is known from", it="Fonte"),
    "first_seen": Property(type="datetime", en="When it was first read", it="Quando è stata letta la prima volta"),
    "last_seen": Property(type="datetime", en="When it was last read", it="Quando è stata letta l'ultima volta"),
}
"""What every node that came from outside carries."""


@dataclass(frozen=True, slots=True)
class Schema:
    """All types: entities by label, relations by type, each in alphabetical order but `Organisation` first."""

    entities: dict[str, EntityType]
    relations: dict[str, RelationType]


@cache
def schema() -> Schema:
    """Return the schema of this version of the code."""
    return load(TYPES)


def load(folder: Path) -> Schema:
    """Read the types of a folder.

    Raises:
        SchemaDefinitionError: a file is malformed, or the types contradict one another; it names the file or type.
    """
    files = sorted(file for file in folder.glob("*.yaml") if file.name != RELATIONS_FILE)
    entities = [_parse(TypeAdapter(EntityType), file) for file in files]
    relations = _parse(TypeAdapter(list[RelationType]), folder / RELATIONS_FILE)
    for complaint in _complaints(entities, relations):
        raise SchemaDefinitionError(f"The schema contradicts itself: {complaint}.")
    entities.sort(key=lambda entity: (entity.label != "Organisation", entity.label))
    return Schema({e.label: e for e in entities}, {r.type: r for r in sorted(relations, key=lambda r: r.type)})


def _parse(adapter: TypeAdapter[Any], file: Path) -> Any:  # noqa: ANN401 - whatever the adapter makes
    try:
        return adapter.validate_python(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise SchemaDefinitionError(f"{file.name} is no type of the schema: {error}") from error


def _complaints(entities: list[EntityType], relations: list[RelationType]) -> Iterator[str]:
    labels = [label for entity in entities for label in (entity.label, *entity.kinds)]
    first_labels = {entity.label for entity in entities}
    for name in _repeated([*labels, *(relation.type for relation in relations)]):
        yield f"{name} is declared twice"
    for label in labels:
        if not LABEL.fullmatch(label):
            yield f"{label} is not written LikeThis"
    for entity in entities:
        if entity.id not in entity.properties:
            yield f"{entity.label} has no property {entity.id}, its id"
    for relation in relations:
        if not RELATION.fullmatch(relation.type):
            yield f"{relation.type} is not written LIKE_THIS"
        yield from (
            f"{relation.type} runs to {end}, which is not declared"
            for pair in relation.between
            for end in pair
            if end not in first_labels
        )


def _repeated(names: list[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]
