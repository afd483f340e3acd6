"""Rule sets as data: one YAML file each in this folder, and which countries count (countries.csv)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from matchers.errors import DeclarationError, UnknownIdError
from matchers.snapshot.derive import KINDS

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class RuleSet:
    """What a consortium must be: at least so many members, and so many countries among those that count.

    `counting` and `anchor` are country codes; without `counting` every known country counts, and with `anchor` at
    least one member must be in one of these. `kinds` are groups of alternatives, of each of which one must be there.
    """

    id: str
    labels: dict[str, str]
    description: dict[str, str]
    members: int
    countries: int
    counting: frozenset[str]
    anchor: frozenset[str]
    kinds: tuple[tuple[str, ...], ...]


@cache
def rule_sets() -> dict[str, RuleSet]:
    """Return all rule sets by id, or raise DeclarationError for a file that contradicts itself."""
    files = sorted(FOLDER.glob("*.yaml"))
    return {path.stem: declared(path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files}


def rule_set(rule_set_id: str) -> RuleSet:
    """Return one rule set, or raise UnknownIdError."""
    if rule_set_id not in rule_sets():
        raise UnknownIdError("rule set", rule_set_id)
    return rule_sets()[rule_set_id]


def declared(rule_set_id: str, data: Mapping[str, Any]) -> RuleSet:
    """Return the rule set that a file declares, or raise DeclarationError."""
    try:
        result = RuleSet(
            id=rule_set_id,
            labels=data["labels"],
            description=data["description"],
            members=int(data["members"]),
            countries=int(data["countries"]),
            counting=_with_status(data["counting"]),
            anchor=_with_status(data["anchor"]),
            kinds=tuple(tuple(group) for group in data["kinds"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DeclarationError(f"The rule set {rule_set_id} lacks or misspells something: {error!r}.") from error
    unknown = {kind for group in result.kinds for kind in group} - set(KINDS)
    if unknown or not all(result.kinds):
        raise DeclarationError(f"The rule set {rule_set_id} names unknown or no kinds: {sorted(unknown)}.")
    if result.countries > result.members or not result.anchor <= (result.counting or result.anchor):
        raise DeclarationError(f"The rule set {rule_set_id} asks for more countries than members can bring.")
    return result


@cache
def countries_by_status() -> dict[str, frozenset[str]]:
    """Return the countries (ISO 3166-1 alpha-2) that are member states, and those associated to Horizon Europe."""
    found: dict[str, set[str]] = {}
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter=";"):
            found.setdefault(row["status"], set()).add(row["country"])
    return {status: frozenset(countries) for status, countries in found.items()}


def _with_status(statuses: list[str]) -> frozenset[str]:
    return frozenset().union(*(countries_by_status()[status] for status in statuses))
