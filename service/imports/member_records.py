"""One row of a cluster's own member list."""

import re
from functools import cache
from typing import Annotated, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from graph_schema.records import OrganisationKind, SizeClass
from matchers.names import fold_words
from matchers.said import said
from service.imports.enterprise_facts import check_sizes, class_of_size, headcount, year_told
from service.imports.values import CountryCode, Lei, Line, LongText, Parts, Pic, Ror, WebAddress, YesNo
from service.imports.word_tables import word_table

_NUTS: Final = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")


def organisation_kind(text: str) -> OrganisationKind:
    """Return the kind of organisation that a word means, in English, Italian or Norwegian."""
    kind = _kind_names().get(" ".join(fold_words(text)))
    if kind is None:
        known = ", ".join(sorted(kind.value.replace("_", " ") for kind in OrganisationKind))
        raise ValueError(
            said(
                "{text!r} is no kind of organisation that we know: write one of {known}, or leave it empty.",
                text=text,
                known=known,
            )
        )
    return kind


def _region(text: str) -> str:
    code = _regions().get(" ".join(fold_words(text)), text.strip().upper())
    if not _NUTS.fullmatch(code):
        raise ValueError(
            said("{text!r} is no region that we know: write its NUTS code, as in ITC4 for Lombardia.", text=text)
        )
    return code


def _degrees(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise ValueError(said("{text!r} is no angle: write degrees as in 45.46.", text=text)) from error


class MemberRecord(BaseModel):
    """A row of a member list; the VAT number is still as written, since its meaning depends on the country."""

    model_config = ConfigDict(frozen=True)

    name: Line
    vat: Line | None = None
    kind: Annotated[OrganisationKind, BeforeValidator(organisation_kind)] | None = None
    city: Line | None = None
    region: Annotated[str, BeforeValidator(_region)] | None = None
    country: CountryCode | None = None
    website: WebAddress | None = None
    description: LongText | None = None
    capabilities: Parts = ()
    pic: Pic | None = None
    lei: Lei | None = None
    ror: Ror | None = None
    is_sme: YesNo | None = None
    employees: Annotated[int | SizeClass, BeforeValidator(headcount)] | None = None
    size_class: Annotated[SizeClass, BeforeValidator(class_of_size)] | None = None
    founded: Annotated[int, BeforeValidator(year_told)] | None = None
    family_owned: YesNo | None = None
    seeks_successor: YesNo | None = None
    latitude: Annotated[float, BeforeValidator(_degrees), Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, BeforeValidator(_degrees), Field(ge=-180, le=180)] | None = None

    @model_validator(mode="after")
    def _is_a_place(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            raise ValueError(said("a place needs both latitude and longitude: fill in the other, or empty both."))
        return self

    @model_validator(mode="after")
    def _has_one_size(self) -> Self:
        check_sizes(self.headcount, self.size_class)
        return self

    @property
    def headcount(self) -> int | None:
        """How many people work there, where the column of employees holds a number."""
        return None if isinstance(self.employees, SizeClass) else self.employees

    @property
    def told_size(self) -> SizeClass | None:
        """The size class that its own column or that of employees tells."""
        return self.employees if isinstance(self.employees, SizeClass) else self.size_class


@cache
def _kind_names() -> dict[str, OrganisationKind]:
    return {row["name"].replace("_", " "): OrganisationKind(row["kind"]) for row in word_table("kind_names.csv")}


@cache
def _regions() -> dict[str, str]:
    return {" ".join(fold_words(row["name"])): row["code"] for row in word_table("regions.csv")}
