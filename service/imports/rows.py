"""Rows of a table to pydantic models, every wrong value noted with its line, column and what to do."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from matchers.said import counted, said
from service.findings import finding_of
from service.imports.errors import ImportFileError, RowErrors
from service.imports.tables import Table

Model = TypeVar("Model", bound=BaseModel)


def models(
    table: Table, model: type[Model], columns: Mapping[str, int], errors: RowErrors
) -> Iterator[tuple[int, Model]]:
    """Yield line number and model of each right row; `columns` maps a field's name to its column's place.

    Empty cells are left out, so a field's default stands for them. Stops when `errors` is full; where it forgives, a
    row comes without its wrong values, unless it needs them.
    """
    for line, cells in table.rows:
        values = {field: cells[index] for field, index in columns.items() if cells[index]}
        try:
            yield line, model.model_validate(values)
        except ValidationError as error:
            _note(error, line, {field: table.columns[index] for field, index in columns.items()}, errors)
            if errors.forgives and (mended := _without_wrong(model, values, error)) is not None:
                yield line, mended
        if errors.is_full:
            return


def require_columns(table: Table, names: tuple[str, ...]) -> None:
    """Raise ImportFileError naming every column that the table lacks."""
    missing = [name for name in names if name not in table.columns]
    if missing:
        raise ImportFileError(
            counted(
                "{name} lacks the column {names}. Take the file as CORDIS offers it, with its header row.",
                "{name} lacks the columns {names}. Take the file as CORDIS offers it, with its header row.",
                len(missing),
                name=table.name,
                names=", ".join(missing),
            )
        )


def _without_wrong(model: type[Model], values: Mapping[str, str], error: ValidationError) -> Model | None:
    wrong = {str(found["loc"][0]) for found in error.errors(include_url=False) if found["loc"]}
    try:
        return model.model_validate({field: value for field, value in values.items() if field not in wrong})
    except ValidationError:
        return None


def _note(error: ValidationError, line: int, headers: Mapping[str, str], errors: RowErrors) -> None:
    for found in error.errors(include_url=False):
        field = str(found["loc"][0]) if found["loc"] else ""
        errors.add(line, headers.get(field, field), _problem(found))


def _problem(found: ErrorDetails) -> str:
    if found["type"] == "missing":
        return said("this is empty: fill it in.")
    return finding_of(found)
