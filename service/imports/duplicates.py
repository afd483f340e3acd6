"""Likely duplicates: listed for a person to decide, never merged."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph_schema.store import Identity
from matchers.names import name_key
from matchers.said import said

SAME_PIC = said("same PIC")
SAME_VAT = said("same VAT number")
SAME_NAME = said("same name but for legal form, case or accents")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An organisation that comes in, one that is there or comes in too, and why they may be the same."""

    incoming: Identity
    other: Identity
    reason: str


def likely_duplicates(incoming: Iterable[Identity], there: Iterable[Identity]) -> tuple[Duplicate, ...]:
    """List pairs of an incoming organisation with another incoming one or one that is there, each pair once.

    Names count as the same within one country, or where one is unknown: a group's firms have one name in several.
    """
    fresh = list({identity.id: identity for identity in incoming}.values())
    known = {identity.id for identity in fresh}
    everyone = [identity for identity in there if identity.id not in known]
    found: dict[tuple[str, str], Duplicate] = {}
    for reason, key in _KEYS:
        index: dict[str, list[Identity]] = {}
        for identity in everyone:
            index.setdefault(key(identity), []).append(identity)
        index.pop("", None)
        for identity in fresh:
            for other in _others(index, key(identity), identity, reason):
                found.setdefault((identity.id, other.id), Duplicate(identity, other, reason))
    return tuple(found.values())


def _others(index: dict[str, list[Identity]], key: str, identity: Identity, reason: str) -> list[Identity]:
    """Return those of the index with the same key, and put this one in: later ones find it there."""
    if not key:
        return []
    alike = index.setdefault(key, [])
    others = [other for other in alike if reason != SAME_NAME or _may_be_one_country(identity, other)]
    alike.append(identity)
    return others


def _may_be_one_country(one: Identity, other: Identity) -> bool:
    return one.country is None or other.country is None or one.country == other.country


def bare_vat(identity: Identity) -> str:
    """Return a VAT number as written with its country's letters, which some sources leave out."""
    vat = (identity.vat or "").upper()
    if vat and identity.country and not vat[:2].isalpha():
        return identity.country + vat
    return "GR" + vat[2:] if vat.startswith("EL") else vat


_KEYS: tuple[tuple[str, Callable[[Identity], str]], ...] = (
    (SAME_PIC, lambda identity: identity.pic or ""),
    (SAME_VAT, bare_vat),
    (SAME_NAME, lambda identity: name_key(identity.name)),
)
