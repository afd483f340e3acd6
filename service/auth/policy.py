"""The policy: which role may do which operation, and how far it reaches; read from policy.yaml."""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from graph_schema.account_records import Role

FILE = Path(__file__).with_name("policy.yaml")
VISITOR = "visitor"
ROLES: tuple[str, ...] = (VISITOR, *Role)


class Scope(StrEnum):
    """How far a role reaches in an operation; policy.yaml says what each means."""

    ANY = "any"
    IF_OPEN = "if_open"
    OPEN_TO_ME = "open_to_me"
    OWN_CLUSTER = "own_cluster"
    OWN_ORGANISATION = "own_organisation"
    OWN_ACCOUNT = "own_account"


class Rule(BaseModel):
    """What each role may reach; None is nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: str
    writes: bool = False
    session_only: bool = False
    by_address: bool = False
    anonymous: bool = False
    visitor: Scope | None = None
    sme_member: Scope | None = None
    network_partner: Scope | None = None
    cluster_manager: Scope | None = None
    administrator: Scope | None = None

    def scope(self, role: Role | None, *, is_open: bool) -> Scope | None:
        """Return how far a role (None: a visitor) reaches while reading is open to all, or is not."""
        granted: Scope | None = getattr(self, role or VISITOR)
        if granted is Scope.IF_OPEN:
            return Scope.ANY if is_open else None
        return Scope.ANY if granted is Scope.OPEN_TO_ME and is_open else granted


class Policy(BaseModel):
    """All rules by name, and the name of its rule for every endpoint."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: dict[str, Rule]
    operations: dict[str, str]

    @model_validator(mode="after")
    def _names_only_rules_that_are_there(self) -> Self:
        unknown = set(self.operations.values()) - set(self.rules)
        if unknown:
            raise ValueError(f"there is no rule {', '.join(sorted(unknown))}.")
        return self

    def rule(self, endpoint: str) -> Rule:
        """Return the rule of an endpoint; KeyError for one that has no row, which a test does not let pass."""
        return self.rules[self.operations[endpoint]]


@cache
def policy() -> Policy:
    """Return the policy of this version of the code."""
    return Policy.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))
