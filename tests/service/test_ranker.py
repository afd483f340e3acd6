"""The learned ranker in the service: its card, what is said where it cannot be trusted, and how it follows changes."""

import json
import shutil
import threading
from pathlib import Path
from typing import NoReturn

import pytest
from flask.testing import FlaskClient

from matchers.ranking.model_file import FORMAT
from matchers.serving.ranker import SHIPPED
from matchers.snapshot import Snapshot, build_snapshot, open_snapshot
from service.app import create_app
from service.ranker import PREPARING, RankerInService
from service.settings import Settings
from tests.matchers.conftest import WordEncoder
from tests.service.world import CORPUS

SUGGESTIONS = "/api/v1/organisations/turbina/suggestions?type=consortium_member"


@pytest.fixture
def data_dir(world: Path, tmp_path: Path) -> Path:
    shutil.copytree(world, tmp_path / "data")
    return tmp_path / "data"


def changed(name: str) -> str:
    whole = json.loads(SHIPPED.read_text(encoding="utf-8"))
    if name == "older":
        whole["format"] -= 1
    elif name == "format":
        whole["format"] = 99
    elif name == "checksum":
        whole["content"]["tasks"]["partners"]["slope"] = 2.0
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (changed("older"), f"has format {FORMAT - 1}; this release reads {FORMAT}"),
        (changed("format"), "has format 99"),
        (changed("checksum"), "its checksum is wrong"),
        ("no model at all", "cannot be read"),
    ],
)
def test_without_a_model_to_trust_declared_weights_answer_and_it_is_said(data_dir: Path, text: str, said: str) -> None:
    (data_dir / "ranker.json").write_text(text, encoding="utf-8")
    client = create_app(Settings(data_dir=data_dir)).test_client()
    answer = client.get(SUGGESTIONS).json
    assert answer is not None
    assert said in answer["notes"][0]
    assert answer["matches"]
    assert all(match["chance"] is None for match in answer["matches"])
    features = {reason["feature"] for match in answer["matches"] for reason in match["reasons"]}
    assert not any(feature.startswith("learned.") for feature in features)
    for page in ("/organisations/turbina?type=consortium_member", "/ranker"):
        assert said in client.get(page).text
    checks = client.get("/readyz").json
    assert checks is not None
    assert not checks["checks"]["ranker"]["ok"]
    assert said in checks["checks"]["ranker"]["detail"]


def test_with_a_model_learned_reasons_and_chances_are_told(client: FlaskClient) -> None:
    answer = client.get(SUGGESTIONS).json
    assert answer is not None
    assert answer["notes"] == []
    features = {reason["feature"] for match in answer["matches"] for reason in match["reasons"]}
    assert any(feature.startswith("learned.") for feature in features)
    assert any(match["chance"] is not None for match in answer["matches"])


def test_who_has_no_project_is_told_that_nothing_was_learned_of_it(client: FlaskClient) -> None:
    answer = client.get("/api/v1/organisations/kind-unknown/suggestions?type=consortium_member").json
    assert answer is not None
    assert "nothing to go by" in answer["notes"][0]


def test_the_card_tells_data_figures_and_curves(client: FlaskClient) -> None:
    card = client.get("/api/v1/ranker").json
    assert card is not None
    assert card["problem"] is None
    assert card["learned_from"]["projects"] > 0
    for task in card["tasks"]:
        assert sum(signal["share"] for signal in task["signals"]) == pytest.approx(1, abs=1e-5)
        assert all(signal["heights"] == sorted(signal["heights"]) for signal in task["signals"])
    page = client.get("/ranker").text
    drawn = sum(signal["share"] > 0 for task in card["tasks"] for signal in task["signals"])
    assert page.count('<svg class="curve"') == page.count('-desc">It adds') == drawn
    assert page.count("nDCG@10") > 1


def test_a_file_of_ones_own_goes_first_and_is_taken_up_at_once(tmp_path: Path) -> None:
    ranker = RankerInService(tmp_path / "ranker.json")
    assert ranker.model().is_shipped
    shutil.copy(SHIPPED, tmp_path / "ranker.json")
    assert (ranker.model().is_shipped, ranker.model().problem) == (False, None)
    (tmp_path / "ranker.json").unlink()
    assert ranker.model().is_shipped


def wait_until_prepared() -> None:
    for thread in threading.enumerate():
        if thread.name.startswith("filiera-ranker"):
            thread.join()


def test_a_past_that_cannot_be_prepared_is_not_tried_with_each_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Snapshot] = []

    def failing(snapshot: Snapshot) -> NoReturn:
        tried.append(snapshot)
        raise ValueError("a project that the ranker cannot read")

    monkeypatch.setattr("service.ranker.training_of", failing)
    build_snapshot(tmp_path, CORPUS, WordEncoder(), graph_version=1)
    snapshot = open_snapshot(tmp_path)
    ranker = RankerInService(tmp_path / "none.json")
    for _ in range(3):
        assert ranker.over(snapshot, wait=False) is None
        wait_until_prepared()
    assert len(tried) == 1
    monkeypatch.undo()
    assert ranker.over(snapshot, wait=True) is not None


def test_nothing_waits_for_a_past_that_is_being_prepared(tmp_path: Path) -> None:
    build_snapshot(tmp_path, CORPUS, WordEncoder(), graph_version=1)
    snapshot = open_snapshot(tmp_path)
    ranker = RankerInService(tmp_path / "none.json")
    assert ranker.problem() == PREPARING
    ranker.over(snapshot, wait=False)
    wait_until_prepared()
    served = ranker.over(snapshot, wait=False)
    assert served is not None
    assert ranker.problem() is None
    assert ranker.over(snapshot, wait=False) is served
    build_snapshot(tmp_path, CORPUS, WordEncoder(), graph_version=2)
    later = ranker.over(open_snapshot(tmp_path), wait=False)
    assert later is not None
    assert later.past is served.past, (
        "A newer snapshot is answered with the past at hand, until it is time for another."
    )
