"""Sentences that can be told in other languages later, by whoever shows them.

A `Said` is the English sentence, an ordinary `str`, that remembers how it was made: so whoever computes speaks English
and knows no language, and whoever shows an answer asks `tell` for the words. The messages of other languages come with
the `Language`; nothing here is read from files or kept between calls.

    said("They have taken part in {projects}.", projects=counted("one project", "{count} projects", 3))
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Any, Final, Self, TypeVar

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its ISO 639-1 code, its messages, its signs in numbers, and under which codes its labels stand.

    `signs` maps the comma and point of a number as Python writes it; None leaves them.
    """

    code: str
    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    signs: Mapping[int, str] | None
    labels: tuple[str, ...]


ENGLISH: Final = Language("en", lambda text: text, lambda one, many, count: one if count == 1 else many, None, ("en",))


class Said(str):
    """An English text that can be told in another language; what is cut from it or joined to it is plain English."""

    __slots__ = ("tell",)

    tell: Callable[[Language], str]
    """Returns the text in a language."""

    def __new__(cls, english: str, tell: Callable[[Language], str]) -> Self:
        """Take the English text, and what returns it in a language."""
        made = str.__new__(cls, english)
        made.tell = tell
        return made

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Travel to other processes as the English text."""
        return str, (str(self),)


def said(template: str, /, **values: object) -> Said:
    """Return a sentence: a template as for `str.format`, with its values, which may be sentences themselves.

    The template, as it stands in the code, is what catalogs translate; a translation has the same names in braces.
    """

    def tell(language: Language) -> str:
        return _stopped_once(language.gettext(template).format(**_told(values, language)))

    return Said(_stopped_once(template.format(**values)) if values else template, tell)


def counted(one: str, many: str, /, count: int, **values: object) -> Said:
    """Return `one` or `many`, whichever the count asks for; `{count}` stands for it in both."""
    chosen = one if count == 1 else many

    def tell(language: Language) -> str:
        return language.ngettext(one, many, count).format(**_told(values | {"count": count}, language))

    return Said(chosen.format(count=count, **values), tell)


def labelled(labels: Mapping[str, str], otherwise: str = "") -> Said:
    """Return a name that a vocabulary has by language: the English one, or `otherwise`, or whichever there is."""
    english = labels.get("en") or otherwise or next(iter(labels.values()), "")
    return Said(english, lambda language: _label(labels, language) or english)


_NAMES: Final = frozenset({"Stirling"})
"""First words of labels that keep their capital inside a sentence."""


def in_sentence(label: str) -> str:
    """Return a label as it stands inside a sentence: "Heat pumps" becomes "heat pumps", "LED lighting" stays."""
    if isinstance(label, Said):
        return Said(_begun_small(label), lambda language: _begun_small(label.tell(language)))
    return _begun_small(label)


def begun(text: str) -> str:
    """Return a text with its first letter made a capital."""
    if isinstance(text, Said):
        return Said(_begun_large(text), lambda language: _begun_large(text.tell(language)))
    return _begun_large(text)


def _itself(item: object) -> str:
    """Return a text as it is: `str` would forget how it was said."""
    return item if isinstance(item, str) else str(item)


def listed(items: Sequence[Item], name: Callable[[Item], str] = _itself, most: int = 3) -> Said:
    """Join items for a sentence: "a, b and 2 more"; only those that are shown are asked for their names."""
    shown = [name(item) for item in items[:most]]
    further = len(items) - len(shown)
    if not further and len(shown) < 2:  # noqa: PLR2004  one or none: nothing to join
        only = shown[0] if shown else ""
        return Said(only, lambda language: _in(only, language))

    def tell(language: Language) -> str:
        return _listed([_in(one, language) for one in shown], further, language)

    return Said(_listed(shown, further, ENGLISH), tell)


def joined(parts: Sequence[str], sign: str = " ") -> Said:
    """Return sentences, or parts of one, one after the other."""
    return Said(sign.join(parts), lambda language: sign.join(_in(part, language) for part in parts))


def country(code: str, english: str) -> Said:
    """Return the name of a country by its ISO 3166-1 alpha-2 code, whose English name is given."""
    return Said(english, lambda language: _territories(language.code).get(code) or english)


def dated(day: date) -> Said:
    """Return a day of a calendar: 2 January 2026."""
    return Said(
        str(format_date(day, "long", "en_GB")),
        lambda language: str(format_date(day, "long", "en_GB" if language is ENGLISH else language.code)),
    )


def spoken_in(value: Any, language: Language) -> Any:  # noqa: ANN401  results of any shape
    """Return a value with every sentence in it, however deep, as plain text in a language."""
    if isinstance(value, Said):
        return value.tell(language)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(spoken_in(item, language) for item in value)
    if isinstance(value, list):
        return [spoken_in(item, language) for item in value]
    if isinstance(value, dict):
        return {key: spoken_in(item, language) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **_changed(value, language))
    return value


def _changed(value: Any, language: Language) -> dict[str, Any]:  # noqa: ANN401  any dataclass
    pairs = ((field.name, getattr(value, field.name)) for field in fields(value) if field.init)
    return {name: spoken_in(held, language) for name, held in pairs}


class _Number:
    """A number in a template, written with another language's signs."""

    def __init__(self, value: float, signs: Mapping[int, str]) -> None:
        self._value, self._signs = value, signs

    def __format__(self, how: str) -> str:
        return format(self._value, how).translate(self._signs)


def _stopped_once(text: str) -> str:
    """Return a sentence that ends with one stop, also where its last word is a name such as "Rossi S.p.A."."""
    return text[:-1] if text.endswith("..") and not text.endswith("...") else text


def _told(values: Mapping[str, object], language: Language) -> dict[str, object]:
    return {name: _value(value, language) for name, value in values.items()}


def _value(value: object, language: Language) -> object:
    if isinstance(value, Said):
        return value.tell(language)
    is_number = isinstance(value, int | float) and language.signs is not None
    return _Number(value, language.signs) if is_number else value  # type: ignore[arg-type]  # checked in the line above


def _in(text: str, language: Language) -> str:
    return text.tell(language) if isinstance(text, Said) else text


def _listed(names: Sequence[str], further: int, language: Language) -> str:
    if further:
        return language.gettext("{names} and {count} more").format(names=", ".join(names), count=further)
    return language.gettext("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])


def _label(labels: Mapping[str, str], language: Language) -> str | None:
    return next((labels[code] for code in language.labels if labels.get(code)), None)


def _begun_small(label: str) -> str:
    starts_with_word = len(label) > 1 and label[1].islower() and label.split(maxsplit=1)[0] not in _NAMES
    return label[0].lower() + label[1:] if starts_with_word else str(label)


def _begun_large(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _territories(code: str) -> Mapping[str, str]:
    try:
        return dict(Locale.parse(code).territories)
    except UnknownLocaleError:
        return {}
