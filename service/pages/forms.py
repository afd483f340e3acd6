"""Reading a page's form: the same models as the API's, with empty choices left out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import request
from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from matchers import directory
from matchers.snapshot import Snapshot
from service.api.fields import Request
from service.errors import InvalidRequestError, field_problems
from service.languages import spoken
from service.pages.wording import country_name, in_language

Form = TypeVar("Form", bound=Request)
Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """What the choices of a filter form are, as (value, words), in the order shown."""

    countries: tuple[Option, ...]
    clusters: tuple[Option, ...]
    capabilities: tuple[Option, ...]


def read_form(form: type[Form]) -> Form:
    """Read the query string as this model; InvalidRequestError names a field that cannot be used.

    Parameters of other names are passed over: links from elsewhere add their own.
    """
    return _read(form, request.args)


def read_posted(form: type[Form]) -> Form:
    """Read the form that was sent as this model; errors as `read_form`."""
    return _read(form, request.form)


def values_of(form: type[Request], told: MultiDict[str, str]) -> dict[str, Any]:
    """Return what a query string or form tells of a model's fields, without empty choices and names of others."""
    values: dict[str, Any] = {}
    for name, field in form.model_fields.items():
        given = [value for value in told.getlist(name) if value.strip()]
        if given:
            values[name] = given if isinstance(field.default, list) else given[-1]
    return values


def _read(form: type[Form], told: MultiDict[str, str]) -> Form:
    try:
        return form.model_validate(values_of(form, told))
    except ValidationError as error:
        raise InvalidRequestError(*field_problems(error, "form")) from error


def filter_options(snapshot: Snapshot) -> FilterOptions:
    """List what organisations of the snapshot can be filtered by."""
    countries = ((code, country_name(code)) for code in snapshot.tables.countries)
    return FilterOptions(
        countries=tuple(sorted(countries, key=_by_words)),
        clusters=tuple((card.id, in_language(card.names)) for card in directory.cluster_cards(snapshot)),
        capabilities=tuple(sorted(_spoken(directory.capability_options(snapshot)), key=_by_words)),
    )


def _spoken(options: Iterable[Option]) -> Iterator[Option]:
    return ((value, spoken(words)) for value, words in options)


def _by_words(option: Option) -> str:
    return option[1].casefold()
