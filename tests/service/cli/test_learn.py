"""`flask learn`: from a folder or from the service's own graph, with what organisations said of their suggestions."""

from pathlib import Path

import pytest
from flask import Flask

from matchers.ranking.model_file import load_models
from matchers.snapshot import build_snapshot
from service.app import create_app
from service.cli.learn import OWN_GRAPH, command
from service.runtime import EXTENSION
from service.settings import Settings
from tests.matchers.conftest import WordEncoder
from tests.matchers.ranking.ranking_world import two_fields

HEAD_OF_PROJECTS = "id;acronym;title;startDate;endDate;objective"
HEAD_OF_ORGANISATIONS = "projectID;organisationID;name;country;role"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """An application with an encoder that needs no model."""
    return with_encoder(create_app(Settings(data_dir=tmp_path / "data")), WordEncoder())


def with_encoder(app: Flask, encoder: WordEncoder) -> Flask:
    app.extensions[EXTENSION].encoder = encoder
    return app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Forty organisations that keep meeting in new pairs, month by month for five years."""
    projects, members = [HEAD_OF_PROJECTS], [HEAD_OF_ORGANISATIONS]
    for number in range(60):
        start = f"{2014 + number // 12}-{number % 12 + 1:02}-01"
        projects.append(f"{number};P{number};Wind turbine blades {number};{start};2020-01-01;Blades")
        for place in range(3):
            who = (number * 7 + place * 11 + number // 3 * place * 5) % 40
            role = "participant" if place else "coordinator"
            members.append(f"{number};o{who};Organisation {who};IT;{role}")
    path = tmp_path / "cordis"
    path.mkdir()
    (path / "project.csv").write_text("\n".join(projects), encoding="utf-8")
    (path / "organization.csv").write_text("\n".join(members), encoding="utf-8")
    return path


def test_a_model_is_learned_from_a_folder_and_can_be_trusted(app: Flask, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "ranker.json"
    arguments = ["--train", str(folder), "--source", "a small world", "--output", str(output)]
    result = app.test_cli_runner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    models, about = load_models(output)
    assert set(models) >= {"partners"}
    assert (about["source"], about["projects"], about["text_model"]) == ("a small world", 60, "words")


@pytest.mark.parametrize(("model", "encodes"), [("words", False), ("other/words", True)])
def test_from_ones_own_graph_only_texts_that_the_snapshot_has_no_vectors_of_are_encoded(
    app: Flask, tmp_path: Path, model: str, encodes: bool
) -> None:
    folder = tmp_path / "data" / "snapshots"
    folder.mkdir(parents=True)
    build_snapshot(folder, two_fields(), WordEncoder(), graph_version=1)
    encoder = WordEncoder(model)
    result = with_encoder(app, encoder).test_cli_runner().invoke(command, [])
    assert result.exit_code == 0, result.output
    assert bool(encoder.encoded) is encodes
    _, about = load_models(tmp_path / "data" / "ranker.json")
    assert (about["source"], about["text_model"]) == (OWN_GRAPH, model)


def test_without_a_folder_and_a_snapshot_the_user_is_told_what_to_run(app: Flask) -> None:
    result = app.test_cli_runner().invoke(command, [])
    assert result.exit_code == 1
    assert "flask index" in result.output


def test_a_folder_without_its_tables_is_told(app: Flask, tmp_path: Path) -> None:
    result = app.test_cli_runner().invoke(command, ["--train", str(tmp_path)])
    assert result.exit_code == 1
    assert "project.csv" in result.output
