"""Single values of a table's cells: text to what it means, or a ValueError whose sentence says what to write."""

import re
from datetime import date, datetime
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import BeforeValidator
from stdnum import get_cc_module, lei
from stdnum.exceptions import ValidationError as NumberError

from matchers.names import fold_words
from matchers.said import said
from service.imports.countries import country_code

MAX_TEXT: Final = 100_000
"""Characters of one text that are kept for a person to read and a model to encode; more is refused."""

_MAX_NAME: Final = 1_000
_DATE_FORMS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S")
_YES: Final = frozenset({"true", "yes", "y", "1", "si", "s", "vero", "x", "ja", "j"})
_NO: Final = frozenset({"false", "no", "n", "0", "falso", "nei"})
_PIC: Final = re.compile(r"\d{9}")
_ROR: Final = re.compile(r"(?:https?://)?(?:ror\.org/)?(0[a-z0-9]{8})")
_NORTHERN_IRELAND: Final = "XI"
_HOST: Final = re.compile(r"(?=.{4,253}$)(?:[\w-]{1,63}\.)+[^\W\d_]{2,63}", re.UNICODE)
_COORDINATES: Final = re.compile(r"\(?\s*(-?\d{1,3}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*\)?")


def one_line(text: str) -> str:
    """Return a name or title with every run of blanks and line ends made one space."""
    line = " ".join(text.split())
    if len(line) > _MAX_NAME:
        raise ValueError(
            said(
                "the text has {count:,} characters, at most {most:,} are accepted here: shorten it.",
                count=len(line),
                most=_MAX_NAME,
            )
        )
    return line


def long_text(text: str) -> str:
    """Return a description as it is, if it is not too long."""
    if len(text) > MAX_TEXT:
        raise ValueError(
            said(
                "the text has {count:,} characters, at most {most:,} are accepted: shorten it.",
                count=len(text),
                most=MAX_TEXT,
            )
        )
    return text


def day(text: str) -> date:
    """Return a date written as 2026-11-22, 22/11/2026 or 22.11.2026."""
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar date has no time zone
        except ValueError:
            continue
    raise ValueError(said("{text!r} is no date: write it as 2026-11-22.", text=text))


def yes_or_no(text: str) -> bool:
    """Return what a yes or no in English, Italian or Norwegian means."""
    word = "".join(fold_words(text))
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(said("{text!r} is neither yes nor no: write true or false.", text=text))


def pic(text: str) -> str:
    """Return a participant identification code of the EU: nine digits."""
    digits = re.sub(r"[\s.]", "", text)
    if not _PIC.fullmatch(digits):
        raise ValueError(said("{text!r} is no PIC: it has nine digits.", text=text))
    return digits


def vat_number(text: str, country: str | None) -> str:
    """Return a VAT number with its country's two letters in front, its check digits checked where a country has them.

    A number without letters is taken as the country's.
    """
    compact = written_in_one(text)
    letters, number = (compact[:2], compact[2:]) if compact[:2].isalpha() else ("", compact)
    prefix = _country_of_number(letters or country or "", text)
    if not any(char.isdecimal() for char in number):  # "n.d.", "none"
        raise _no_number(text)
    checker = get_cc_module(prefix.lower(), "vat")
    if checker is None:
        return prefix + number
    valid = (str(checker.compact(form)) for form in _spellings(prefix, number) if checker.is_valid(form))
    found = next(valid, None)
    if found is None:
        raise ValueError(
            said(
                "{text!r} is no VAT number of {prefix}: a digit is wrong, missing or too many.",
                text=text,
                prefix=prefix,
            )
        )
    return prefix + found.removeprefix(prefix).removeprefix("EL")


def written_in_one(number: str) -> str:
    """Return a public number without what people part it with, in large letters."""
    return re.sub(r"[\s.\-/]", "", number).upper()


def _country_of_number(letters: str, text: str) -> str:
    """Return the country that the letters before a VAT number mean."""
    if not letters:
        raise ValueError(
            said(
                "{text!r} has no country: put its two letters in front (IT…), or fill in the country column.", text=text
            )
        )
    try:
        return country_code("GB" if letters == _NORTHERN_IRELAND else letters)
    except ValueError as error:
        raise _no_number(text) from error


def _no_number(text: str) -> ValueError:
    return ValueError(
        said(
            "{text!r} is no VAT number: write its country's two letters and its digits, as in IT00743110157, or leave "
            "it empty.",
            text=text,
        )
    )


def _spellings(prefix: str, number: str) -> tuple[str, ...]:
    """Return what was meant: Excel drops leading zeros, Norway writes MVA behind and Switzerland CH before a number."""
    return number, number.zfill(11) if prefix == "IT" else number, f"{number}MVA", prefix + number


def lei_code(text: str) -> str:
    """Return a Legal Entity Identifier, its check digits checked."""
    try:
        return str(lei.validate(text))
    except NumberError as error:
        raise ValueError(
            said("{text!r} is no LEI: it has 20 letters and digits, the last two of which check.", text=text)
        ) from error


def ror_id(text: str) -> str:
    """Return the short form of an id of the Research Organization Registry, as in https://ror.org/04xfq0f34."""
    found = _ROR.fullmatch(text.strip().casefold())
    if not found:
        raise ValueError(said("{text!r} is no ROR id: write it as https://ror.org/04xfq0f34.", text=text))
    return found[1]


def web_address(text: str) -> str:
    """Return an http or https address; `www.example.org` gets http in front."""
    address = text if "://" in text else f"http://{text}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or parts.scheme.casefold() not in {"http", "https"} or not _HOST.fullmatch(host) or " " in address:
        raise ValueError(said("{text!r} is no web address: write it as https://www.example.org.", text=text))
    return address


def web_address_or_none(text: str) -> str | None:
    """Return a web address, or None for what is none: some sources hold whatever was typed in."""
    try:
        return web_address(text)
    except ValueError:
        return None


def coordinates(text: str) -> tuple[float, float]:
    """Return latitude and longitude in degrees (WGS84) of a text like 45.46,9.19."""
    found = _COORDINATES.fullmatch(text)
    if found:
        latitude, longitude = float(found[1]), float(found[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:  # noqa: PLR2004 - the poles and the date line
            return latitude, longitude
    raise ValueError(
        said("{text!r} is no place: write latitude and longitude in degrees, as in 45.46,9.19.", text=text)
    )


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a list within one cell, separated by semicolons, bars, commas or line ends."""
    return tuple(part for part in (" ".join(part.split()) for part in re.split(r"[;|,\n]", text)) if part)


Line = Annotated[str, BeforeValidator(one_line)]
LongText = Annotated[str, BeforeValidator(long_text)]
Day = Annotated[date, BeforeValidator(day)]
YesNo = Annotated[bool, BeforeValidator(yes_or_no)]
CountryCode = Annotated[str, BeforeValidator(country_code)]
Pic = Annotated[str, BeforeValidator(pic)]
Lei = Annotated[str, BeforeValidator(lei_code)]
Ror = Annotated[str, BeforeValidator(ror_id)]
WebAddress = Annotated[str, BeforeValidator(web_address)]
LooseWebAddress = Annotated[str | None, BeforeValidator(web_address_or_none)]
Coordinates = Annotated[tuple[float, float], BeforeValidator(coordinates)]
Parts = Annotated[tuple[str, ...], BeforeValidator(listed)]
