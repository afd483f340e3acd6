"""The needs page, the consortia page and the API heed what the organisation that asks has declined."""

import pytest
from flask.testing import FlaskClient

from matchers.answers import today
from matchers.feedback import Decline, replacing_declines
from service.app import create_app
from service.settings import Settings
from tests.service.world import build_world

NEED = "/needs?q=heat+pumps&type=strategic_alliance"
IDEA = "/consortia?q=Heat+pumps+and+energy+storage+beside+wind+farms&rules=none"
HIDDEN = "1 suggestion hidden since declined"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A service in which turbina has declined varme."""
    folder = tmp_path_factory.mktemp("declined")
    build_world(folder)
    with replacing_declines(folder / "snapshots") as replace:
        replace([Decline("turbina", "varme", "joint_venture", "too-far", "Too far away", today(), None, 24)])
    return create_app(Settings(data_dir=folder)).test_client()


@pytest.mark.parametrize(
    ("address", "is_hidden"),
    [
        (NEED, False),
        (f"{NEED}&asked_by=turbina", True),
        (f"{NEED}&asked_by=polimi", False),
        (IDEA, False),
        (f"{IDEA}&asked_by=turbina", True),
        (f"{IDEA}&partner=turbina", True),
        (f"{IDEA}&partner=turbina&asked_by=polimi", False),
    ],
)
def test_whom_the_asker_declined_is_left_out_and_told(client: FlaskClient, address: str, *, is_hidden: bool) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert (HIDDEN in answer.text) == is_hidden
    assert not is_hidden or answer.text.count("/organisations/varme") == 1
    asked_by = address.partition("asked_by=")[2]
    assert f'name="asked_by" value="{asked_by}"' in answer.text


def test_what_someone_else_on_board_declined_is_counted_not_told(client: FlaskClient) -> None:
    text = client.get(f"{IDEA}&partner=polimi&partner=turbina").text
    assert HIDDEN not in text
    assert "1 organisation is left out of all teams" in text
    assert "/organisations/varme" not in text


@pytest.mark.parametrize("address", [NEED, IDEA])
def test_an_asker_that_is_not_there_is_named(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}&asked_by=nobody")
    assert answer.status_code == 404
    assert "There is no organisation with the id &#39;nobody&#39;" in answer.text


def test_the_api_tells_the_same(client: FlaskClient) -> None:
    body = {"idea": "Heat pumps and energy storage beside wind farms", "rules": "none", "asked_by": "turbina"}
    answer = client.post("/api/v1/consortia", json=body).json
    assert answer is not None
    assert [(one["id"], one["label"]) for one in answer["declined"]] == [("varme", "Too far away")]
    assert "varme" not in {member["organisation"]["id"] for team in answer["teams"] for member in team["members"]}
