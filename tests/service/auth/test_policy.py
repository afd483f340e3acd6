"""The policy names every route of the application and nothing else, and grants what it says."""

import pytest
from flask import Flask

from graph_schema.account_records import Role
from service.auth.policy import ROLES, Policy, Rule, Scope, policy


def test_every_endpoint_has_a_row_and_every_row_an_endpoint(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(policy().operations)


def test_every_rule_is_used_and_says_what_it_is_for() -> None:
    assert set(policy().operations.values()) == set(policy().rules)
    assert all(rule.says.endswith(".") for rule in policy().rules.values())


def test_every_endpoint_that_changes_something_is_closed_to_visitors_but_to_get_in(app: Flask) -> None:
    """The exceptions only compute (POST since the question is long), are how one gets in, or have a signed address."""
    to_get_in = {"accounts.check_log_in", "accounts.accept", "letters.stop"}
    to_get_in |= {"consents.answer", "consents.end", "consents.forget"}
    for rule in app.url_map.iter_rules():
        changes = (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
        if changes and rule.endpoint not in to_get_in and policy().operations[rule.endpoint] != "reading":
            assert policy().rule(rule.endpoint).visitor is None, rule.endpoint


def test_a_rule_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="no rule magic"):
        Policy.model_validate({"rules": {}, "operations": {"home.show": "magic"}})


@pytest.mark.parametrize(
    ("role", "is_open", "scope"),
    [
        (None, True, Scope.ANY),
        (None, False, None),
        (Role.SME_MEMBER, True, Scope.ANY),
        (Role.SME_MEMBER, False, Scope.OPEN_TO_ME),
        (Role.CLUSTER_MANAGER, False, Scope.OPEN_TO_ME),
        (Role.ADMINISTRATOR, False, Scope.ANY),
    ],
)
def test_reading_is_walled_only_where_access_is_for_accounts(
    role: Role | None, is_open: bool, scope: Scope | None
) -> None:
    assert policy().rules["reading"].scope(role, is_open=is_open) is scope


def test_who_is_left_out_may_do_nothing() -> None:
    assert [Rule(says="Nobody.").scope(role, is_open=True) for role in (None, *Role)] == [None] * len(ROLES)
