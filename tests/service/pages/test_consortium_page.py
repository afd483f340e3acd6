"""The page that puts consortia together: teams, roles, replacements, and what cannot be, with the form kept."""

import re

import pytest
from flask.testing import FlaskClient

ASK = "/consortia?q=Heat+pumps+and+energy+storage+beside+wind+farms&partner=turbina&size=4"


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return answer.text


def links(text: str, words: str) -> list[str]:
    found = re.findall(rf'<a href="([^"]+)">{words}', text)
    return [link.replace("&amp;", "&") for link in found]


def test_it_is_in_the_navigation_and_gives_examples(client: FlaskClient) -> None:
    text = page(client, "/consortia")
    assert 'href="/consortia" aria-current="page"' in text
    assert "heat pumps for social housing" in text


def test_teams_needs_and_roles_are_shown(client: FlaskClient) -> None:
    text = page(client, ASK)
    assert text.count('class="team"') >= 2
    assert "On board" in text
    assert "The text says “Heat pumps”." in text
    assert "Missing roles beside those on board" in text
    assert "asked for by rules or wishes" in text


def test_a_member_is_replaced_and_the_new_team_taken(client: FlaskClient) -> None:
    replace = links(page(client, ASK), "Replace")[1]
    text = page(client, replace)
    assert "Who could replace" in text
    taken = links(text, "Take this team")[0]
    assert "excluded=" in taken
    assert page(client, taken).count('class="team"') == 1  # all four are fixed now


def test_who_is_on_board_is_found_by_name_and_added(client: FlaskClient) -> None:
    text = page(client, "/consortia?q=heat+pumps&find=polit&partner=turbina")
    assert 'name="partner" value="polimi"' in text
    assert 'name="partner" value="turbina" checked' in text
    assert "No organisation is called so" in page(client, "/consortia?q=heat+pumps&find=zzzz")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [("&country=IT", "from 1 only (Italy)"), ("&excluded=turbina", "is both in the team and excluded")],
)
def test_what_cannot_be_is_told_beside_the_form(client: FlaskClient, change: str, sentence: str) -> None:
    text = page(client, ASK + change, 422)
    assert sentence in text
    assert "beside wind farms</textarea>" in text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/consortia?q=x", 422),
        ("/consortia?q=heat&partner=nobody", 404),
        ("/consortia?q=heat&rules=friends", 404),
        ("/consortia?q=heat&size=99", 422),
        ("/consortia?q=heat&having=bakery", 422),
    ],
)
def test_wrong_values_are_refused(client: FlaskClient, address: str, status: int) -> None:
    page(client, address, status)


@pytest.mark.parametrize("having", ["firm", "research", "public_body"])
def test_kinds_can_be_asked_for(client: FlaskClient, having: str) -> None:
    assert f'value="{having}" checked' in page(client, f"/consortia?q=heat+pumps&having={having}")


def test_names_that_look_like_code_are_words(client: FlaskClient) -> None:
    text = page(client, "/consortia?q=energy+storage+%3Cscript%3Ealert(1)%3C/script%3E&partner=x:evil-1&rules=none")
    assert "<script>alert" not in text
