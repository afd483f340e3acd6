"""Pages of those who are logged in, in a real browser against a real database."""

import pytest

from graph_schema.account_records import ActsFor, Role
from tests.browser.people import Join, fine

pytestmark = pytest.mark.browser


def test_pages_of_those_who_are_logged_in(join: Join) -> None:
    manager = join("ann", Role.CLUSTER_MANAGER, ActsFor(cluster_id="lombardy"))
    for path in (
        "/account",
        "/introductions",
        "/people",
        "/audit",
        "/clusters/lombardy/openness",
        "/clusters/lombardy/import",
        "/clusters/lombardy/members",
        "/clusters/lombardy/duplicates",
        "/clusters/lombardy/suggestions",
        "/organisations/turbina/audiences",
        "/organisations/turbina/contacts",
    ):
        answer = manager.goto(path)
        assert answer is not None
        assert answer.ok, path
        fine(manager)

    member = join("bo", Role.SME_MEMBER, ActsFor(organisation_id="turbina"))
    answer = member.goto("/organisations/turbina/posts")
    assert answer is not None
    assert answer.ok
    fine(member)
