"""What pydantic finds wrong, and what errors say, in sentences of ours that can be told in any language."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from pydantic_core import ErrorDetails

from graph_schema.errors import GraphError
from graph_schema.introduction_records import IntroductionState
from matchers.said import Said, dated, joined, labelled, said
from service.introductions.words import STATE_WORDS

_WORDS: Final = {
    "extra_forbidden": said("There is no field or parameter of this name."),
    "missing": said("This is needed."),
    "model_type": said("This must be an object with named fields."),
    "dict_type": said("This must be an object with named fields."),
    "list_type": said("This must be a list."),
    "string_type": said("This must be text."),
    "string_unicode": said("This holds half a character: send whole UTF-8."),
    "string_too_long": said("This can have at most {max_length} characters."),
    "string_too_short": said("This needs at least {min_length} characters."),
    "string_pattern_mismatch": said("This is not written as it must be, by the pattern {pattern}."),
    "too_long": said("This can have at most {max_length} entries."),
    "too_short": said("This needs at least {min_length} entries."),
    "int_type": said("This must be a whole number."),
    "int_parsing": said("This must be a whole number."),
    "int_from_float": said("This must be a whole number."),
    "float_type": said("This must be a number."),
    "float_parsing": said("This must be a number."),
    "finite_number": said("This must be a number."),
    "bool_type": said("This must be true or false."),
    "bool_parsing": said("This must be true or false."),
    "greater_than_equal": said("This must be {ge} or more."),
    "greater_than": said("This must be more than {gt}."),
    "less_than_equal": said("This must be {le} or less."),
    "less_than": said("This must be less than {lt}."),
    "literal_error": said("Choose one of {expected}."),
    "enum": said("Choose one of {expected}."),
    "date_type": said("This must be a day, such as 2026-01-31."),
    "date_parsing": said("This must be a day, such as 2026-01-31."),
    "date_from_datetime_parsing": said("This must be a day, such as 2026-01-31."),
    "url_type": said("This must be a web address, such as https://example.org."),
    "url_parsing": said("This must be a web address, such as https://example.org."),
    "url_scheme": said("This must be a web address, such as https://example.org."),
}
"""A sentence for each type of finding that requests can cause; the names in braces are those of its context."""


def finding_of(found: ErrorDetails) -> str:
    """Return the sentence of one of pydantic's findings: of a validator of ours, as it was said."""
    context = found.get("ctx", {})
    if isinstance(raised := context.get("error"), ValueError):
        return sentence_of(raised)
    words = _WORDS.get(found["type"])
    if words is None:
        return found["msg"]
    return said(words, **{name: _plain(value) for name, value in context.items()})


def _plain(value: object) -> object:
    """Return a list of choices without the English word before the last one."""
    return value.replace("' or '", "', '") if isinstance(value, str) else value


def sentence_of(error: Exception) -> str:
    """Return the sentence of an error, as it was said: `str` of the error would be plain English."""
    if isinstance(error, GraphError):
        values = {name: _named(value) for name, value in error.values.items()}
        return joined([_sentence(template, values) for template in error.templates])
    return next((part for part in error.args if isinstance(part, Said)), str(error))


def _sentence(template: str, values: Mapping[str, object]) -> str:
    if values or isinstance(template, Said):
        return said(template, **values)
    return Said(template, lambda language: language.gettext(template))  # it may have braces that name no value


def _named(value: object) -> object:
    """Return a value of one of the graph's errors in words that can be told in any language."""
    if isinstance(value, Mapping):
        return labelled(value)
    if isinstance(value, tuple):
        return joined([labelled(one) for one in value], ", ")
    if isinstance(value, IntroductionState):
        return STATE_WORDS[value]
    return dated(value) if isinstance(value, date) else value
