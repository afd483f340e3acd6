"""The schema as a diagram, in the notations of Mermaid (which code hosts draw in a README) and Graphviz."""

from collections.abc import Callable

from graph_schema.schema import Schema


def mermaid(schema: Schema) -> str:
    """Return a Mermaid flow chart: a box a label, an arrow a relationship type; what is dashed is planned."""
    boxes = [f"    {label}" for label in schema.entities]
    arrows = [
        f"    {start} {'-.->' if planned else '-->'}|{relation}| {end}"
        for relation, start, end, planned in _arrows(schema)
    ]
    dashed = ",".join(label for label, entity in schema.entities.items() if entity.planned)
    style = ["    classDef planned stroke-dasharray: 4 4", f"    class {dashed} planned"] if dashed else []
    return "\n".join(["flowchart LR", *boxes, *arrows, *style])


def dot(schema: Schema) -> str:
    """Return a Graphviz digraph of the same."""
    boxes = [f"  {label}{' [style=dashed]' if entity.planned else ''};" for label, entity in schema.entities.items()]
    arrows = [
        f'  {start} -> {end} [label="{relation}"{", style=dashed" if planned else ""}];'
        for relation, start, end, planned in _arrows(schema)
    ]
    return "\n".join(["digraph schema {", "  rankdir=LR; node [shape=box];", *boxes, *arrows, "}"])


DIAGRAMS: dict[str, Callable[[Schema], str]] = {"mermaid": mermaid, "dot": dot}


def _arrows(schema: Schema) -> list[tuple[str, str, str, bool]]:
    """Return type, start, end of every tie, and whether nothing writes it yet."""
    return [
        (relation.type, start, end, relation.planned or any(schema.entities[label].planned for label in (start, end)))
        for relation in schema.relations.values()
        for start, end in relation.between
    ]
