"""`flask evaluate`: folders in, tables, rankings and figures out; what is wrong is said in a sentence."""

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from rich.console import Console

from matchers.evaluation.calibration import Bin, Calibration
from matchers.evaluation.errors import EvaluationError
from matchers.evaluation.recommenders import recommenders
from service.app import create_app
from service.cli.evaluation_files import Outputs
from service.cli.evaluation_tables import calibration_table
from service.evaluation import Sources, prepare
from service.runtime import EXTENSION
from service.settings import Settings
from tests.matchers.conftest import WordEncoder
from tests.matchers.evaluation.world import two_subjects

PROJECT_COLUMNS = ("id", "acronym", "title", "objective", "startDate", "endDate", "topics")
ORGANISATION_COLUMNS = ("projectID", "organisationID", "name", "activityType", "country", "role")

# Before 2019: a-b, b-c, a-d. From 2019: a meets c, b meets d.
PROJECTS = [
    ("p1", "ONE", "Wind turbine blades", "Longer blades for turbines.", "2015-05-01", "", ""),
    ("p2", "TWO", "Biogas from straw", "", "2016-05-01", "", ""),
    ("p3", "THREE", "", "", "2018-12-31", "", ""),
    ("t1", "FOUR", "Wind turbine towers of Cee Ltd", "", "2019-01-01", "", ""),
    ("t2", "FIVE", "Straw again", "", "2020-05-01", "", ""),
]
MEMBERS = {"p1": "ab", "p2": "bc", "p3": "ad", "t1": "acdn", "t2": "bd"}
DETAILS = {"a": ("Aye AS", "PRC", "NO"), "b": ("Bee SpA", "HES", "IT"), "c": ("Cee Ltd", "REC", "UK")}


def write_table(path: Path, columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(columns)
        writer.writerows(rows)


def write_folder(
    path: Path, projects: Iterable[tuple[str, ...]] = PROJECTS, members_of: Mapping[str, str] = MEMBERS
) -> Path:
    """Write CORDIS' two tables; the first member of each project coordinates."""
    path.mkdir(exist_ok=True)
    kept = list(projects)
    write_table(path / "project.csv", PROJECT_COLUMNS, kept)
    ids = [row[0] for row in kept]
    members = (
        (project, key, *DETAILS.get(key, (f"{key} GmbH", "", "DE")), "participant" if place else "coordinator")
        for project in ids
        for place, key in enumerate(members_of[project])
    )
    write_table(path / "organization.csv", ORGANISATION_COLUMNS, members)
    return path


@dataclass
class World:
    """An application with an encoder that needs no model, a folder of tables, and a place to write to."""

    app: Flask
    folder: Path
    out: Path

    def run(self, *options: str, train: Path | None = None, test: Path | None = None) -> Result:
        arguments = ["--train", str(train or self.folder), "--test", str(test or self.folder)]
        return self.app.test_cli_runner().invoke(args=["evaluate", *arguments, "--bootstrap", "20", *options])


@pytest.fixture
def world(tmp_path: Path) -> World:
    app = create_app(Settings(data_dir=tmp_path / "data"))
    app.extensions[EXTENSION].encoder = WordEncoder()
    return World(app, write_folder(tmp_path / "cordis"), tmp_path)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CUT = ("--train-before", "2019-01-01")


def test_every_recommender_is_printed_for_both_tasks(world: World) -> None:
    result = world.run(*CUT)
    assert result.exit_code == 0, result.output
    assert "Learned from 3 projects of 4 organisations before 2019-01-01." in result.output
    assert "partners, all: 4 questions" in result.output
    assert "consortium, all: 1 questions" in result.output
    assert "Exposure of 4 organisations" in result.output
    for recommender in recommenders(WordEncoder().encode):
        assert recommender.name in result.output


def test_what_cannot_be_known_is_said_with_what_still_works(world: World) -> None:
    output = " ".join(world.run(*CUT).output.split())
    assert "1 of the 5 organisations in test projects have no training project" in output
    assert "1 of the 3 training projects have no text: they count by who took part in them." in output
    assert "LightGBM LambdaMART is not run: the training's own last years answer no question." in output


def test_rankings_have_the_form_of_the_benchmark(world: World) -> None:
    path = world.out / "rankings.csv"
    assert world.run(*CUT, "--rankings", str(path), "--rank-with", "common neighbours").exit_code == 0
    rows = rows_of(path)
    assert list(rows[0]) == ["task", "query", "rank", "organisation"]
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault((row["task"], row["query"]), []).append((row["rank"], row["organisation"]))
    assert found["partners", "a"] == [("1", "c")]  # b and d are past partners
    assert found["partners", "b"] == [("1", "d")]
    assert [rank for rank, _ in found["consortium", "t1"]] == ["1", "2", "3"]
    assert {key for _, key in found["consortium", "t1"]} == set("bcd")  # without the coordinator


def test_the_same_seed_writes_the_same_files(world: World) -> None:
    for name in ("first", "second"):
        files = ("--rankings", str(world.out / f"{name}.csv"), "--json", str(world.out / f"{name}.json"))
        assert world.run(*CUT, *files, "--seed", "5").exit_code == 0
    assert (world.out / "first.csv").read_bytes() == (world.out / "second.csv").read_bytes()
    first, second = (timeless(world.out / f"{name}.json") for name in ("first", "second"))
    assert first == second
    assert first["seed"] == 5


def timeless(path: Path) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for row in figures["rows"]:
        row["seconds"] = 0
    return figures


def test_figures_are_written_for_other_programs(world: World) -> None:
    path = world.out / "figures.json"
    world.run(*CUT, "--json", str(path))
    figures = json.loads(path.read_text(encoding="utf-8"))
    assert (figures["candidates"], figures["projects"], figures["cut"]) == (4, 3, "2019-01-01")
    column = next(one for one in figures["columns"] if (one["task"], one["variant"]) == ("partners", "all"))
    best = next(row for row in figures["rows"] if row["name"] == column["best"])
    assert best["figures"][0]["gain"] is None
    assert best["figures"][0]["ndcg"]["low"] <= best["figures"][0]["ndcg"]["value"]
    assert any("no training project" in notice for notice in figures["notices"])


def test_texts_are_encoded_once_for_all_runs(world: World) -> None:
    world.run(*CUT)
    encoder = WordEncoder()
    world.app.extensions[EXTENSION].encoder = encoder
    assert world.run(*CUT).exit_code == 0
    assert encoder.encoded == []


def test_earlier_ties_count(world: World) -> None:
    earlier = world.out / "earlier.csv"
    earlier.write_text("project,org\nold,d\nold,c\nold,gone\n", encoding="utf-8")
    prepared = prepare(Sources(world.folder, world.folder, date(2019, 1, 1), None, earlier))
    assert prepared.questions.training.nodes == ("a", "b", "c", "d", "gone")
    assert prepared.questions.training.took_part_earlier.sum() == 3


def test_two_folders_need_no_cut(world: World) -> None:
    train = write_folder(world.out / "train", PROJECTS[:4])
    test = write_folder(world.out / "test", PROJECTS[2:])
    questions = prepare(Sources(train, test)).questions
    assert [row.id for row in questions.training.projects] == ["p1", "p2", "p3", "t1"]
    assert questions.training.cut == date(2019, 1, 2)
    assert [answer.query for answer in questions.answers["partners"]] == ["b", "d"]  # t2 alone is not known


def test_years_between_training_and_test_are_left_out(world: World) -> None:
    test = write_folder(world.out / "test", PROJECTS[3:])
    questions = prepare(Sources(world.folder, test, date(2018, 1, 1))).questions
    assert [row.id for row in questions.training.projects] == ["p1", "p2"]


def test_a_later_end_bounds_the_questions(world: World) -> None:
    questions = prepare(Sources(world.folder, world.folder, date(2019, 1, 1), date(2020, 1, 1))).questions
    assert [answer.query for answer in questions.answers["partners"]] == ["a", "c", "d"]
    assert "partners, all: 3 questions" in world.run(*CUT, "--test-before", "2020-01-01").output


def test_nothing_after_the_cut_is_known_of_an_organisation(world: World) -> None:
    """Names, kinds and countries come from rows of training projects alone."""
    table = world.folder / "organization.csv"
    later = "".join(f'"t{number}";"d";"Dee after {number}";"PUB";"FR";"participant"\n' for number in (1, 2))
    table.write_text(table.read_text(encoding="utf-8") + later, encoding="utf-8")
    questions = prepare(Sources(world.folder, world.folder, date(2019, 1, 1))).questions
    (dee,) = [row for row in questions.training.organisations if row.id == "d"]
    assert (dee.name, dee.kind, dee.country) == ("d GmbH", "other", "DE")
    assert all(tie.project.startswith("p") for tie in questions.training.corpus.participations)


def test_an_earlier_day_knows_less_of_an_organisation(world: World) -> None:
    training = prepare(Sources(world.folder, world.folder, date(2019, 1, 1))).questions.training
    before = training.before(date(2016, 1, 1))
    assert [(row.id, row.name) for row in before.organisations] == [("a", "Aye AS"), ("b", "Bee SpA")]
    assert before.project_counts.tolist() == [1, 1]


def test_capabilities_are_found_in_training_projects(world: World) -> None:
    training = prepare(Sources(world.folder, world.folder, date(2019, 1, 1))).questions.training
    by_id = {row.id: row for row in training.organisations}
    assert any(tag[0].startswith("wind") or "blade" in tag[0] for tag in by_id["a"].capabilities)
    assert not by_id["d"].capabilities


def test_a_missing_table_is_named(world: World) -> None:
    (world.folder / "organization.csv").unlink()
    result = world.run(*CUT)
    assert result.exit_code == 1
    assert "has no organization.csv" in result.output
    assert "the service goes on as before" in result.output


@pytest.mark.parametrize(("table", "column"), [("project.csv", "startDate"), ("organization.csv", "organisationID")])
def test_a_missing_column_is_named(world: World, table: str, column: str) -> None:
    path = world.folder / table
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{column}"', '"other"'), encoding="utf-8")
    result = world.run(*CUT)
    assert result.exit_code == 1
    assert f"{table} lacks the column {column}" in result.output


def test_dates_that_do_not_parse_leave_the_others(world: World) -> None:
    rows = [(*row[:4], "2016-13-45", *row[5:]) if row[0] == "p2" else row for row in PROJECTS]
    write_folder(world.folder, rows)
    output = " ".join(world.run(*CUT).output.split())
    assert "1 value of project.csv could not be read and count as missing" in output
    assert "all other rows and values are used" in output
    assert "First: project.csv, line 3, startDate: '2016-13-45' is no date: write it as 2026-11-22." in output
    assert "projects without a start date (1) are left out" in output
    assert "Learned from 2 projects" in output


def test_odd_values_cost_themselves_alone(world: World) -> None:
    table = world.folder / "organization.csv"
    table.write_text(table.read_text(encoding="utf-8").replace('"NO"', '"Atlantis"'), encoding="utf-8")
    prepared = prepare(Sources(world.folder, world.folder, date(2019, 1, 1)))
    assert len(prepared.questions.training.organisations) == 4
    assert "'Atlantis' is no country" in prepared.notices[0]


def test_participations_in_unknown_projects_are_left_out(world: World) -> None:
    with (world.folder / "organization.csv").open("a", encoding="utf-8") as file:
        file.write('"nowhere";"a";"Aye AS";"PRC";"NO";"participant"\n')
    prepared = prepare(Sources(world.folder, world.folder, date(2019, 1, 1)))
    assert "project.csv has no project nowhere" in prepared.notices[0]
    assert len(prepared.questions.training.corpus.participations) == 6


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--train-before", "2010-01-01"), "has no project that started before 2010-01-01: its projects started from"),
        (("--train-before", "2030-01-01"), "has no project from 2030-01-01, so nothing can be asked"),
        ((), "has no project that is not among the training projects"),
        ((*CUT, "--test-before", "2019-01-01"), "no project from 2019-01-01 and before 2019-01-01"),
        ((*CUT, "--rank-with", "guessing"), "There is no recommender 'guessing'. There are: Filiera;"),
        ((*CUT, "--json", "nowhere/to/write.json"), "The folder nowhere/to does not exist"),
    ],
)
def test_impossible_wishes_are_told_in_a_sentence(world: World, options: tuple[str, ...], sentence: str) -> None:
    result = world.run(*options)
    assert result.exit_code == 1
    assert sentence in " ".join(result.output.split())
    assert "Traceback" not in result.output


def test_organisations_that_were_never_seen_leave_nothing_to_ask(world: World) -> None:
    test = world.out / "strangers"
    write_folder(test, PROJECTS[3:])
    table = test / "organization.csv"
    text = table.read_text(encoding="utf-8")
    for key in "abcd":
        text = text.replace(f'"{key}";', f'"other-{key}";')
    table.write_text(text, encoding="utf-8")
    result = world.run(*CUT, test=test)
    assert result.exit_code == 1
    assert "so there is nothing to ask" in result.output


def test_a_folder_without_a_date_says_so(world: World) -> None:
    write_folder(world.folder, [(*row[:4], "", *row[5:]) for row in PROJECTS])
    assert "none of its projects has a start date that can be read" in " ".join(world.run(*CUT).output.split())


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "project,org\n"])
def test_an_earlier_programme_that_is_none_is_refused(world: World, content: str) -> None:
    path = world.out / "earlier.csv"
    path.write_text(content, encoding="utf-8")
    result = world.run(*CUT, "--earlier", str(path))
    assert result.exit_code == 1
    assert "earlier.csv" in result.output


def test_rankings_of_what_was_not_run_are_not_written(world: World) -> None:
    path = world.out / "rankings.csv"
    result = world.run(*CUT, "--rankings", str(path), "--rank-with", "LightGBM LambdaMART")
    assert result.exit_code == 1
    assert "no rankings are written" in " ".join(result.output.split())
    assert not path.exists()


def test_a_past_that_answers_nothing_leaves_the_baselines(world: World) -> None:
    path = world.out / "rankings.csv"
    result = world.run("--train-before", "2017-01-01", "--rankings", str(path))
    assert "Filiera is not run: The past holds 0 cases" in " ".join(result.output.split())
    assert result.exit_code == 0
    assert rows_of(path)


@pytest.mark.parametrize("day", ["2019", "01.01.2019", "2019-02-30"])
def test_a_cut_that_is_no_day_is_refused(world: World, day: str) -> None:
    result = world.run("--train-before", day)
    assert result.exit_code == 2
    assert "does not match the format" in result.output


def test_names_are_checked_before_anything_is_computed() -> None:
    with pytest.raises(EvaluationError, match="There are: one; two"):
        Outputs(rank_with="three").check(["one", "two"])


def test_a_larger_world_is_evaluated_with_the_learned_baseline_too(world: World) -> None:
    corpus = two_subjects()
    rows = [
        (row.id, row.acronym, row.title or "", "", row.start.isoformat() if row.start else "", "", "")
        for row in corpus.projects
    ]
    write_table(world.folder / "project.csv", PROJECT_COLUMNS, rows)
    ties = (
        (tie.project, tie.organisation, tie.organisation, "", "DE", "coordinator" if tie.is_coordinator else "partner")
        for tie in corpus.participations
    )
    write_table(world.folder / "organization.csv", ORGANISATION_COLUMNS, ties)
    path = world.out / "figures.json"
    assert world.run(*CUT, "--json", str(path)).exit_code == 0
    figures = json.loads(path.read_text(encoding="utf-8"))
    assert [row["missing"] for row in figures["rows"]] == [None] * len(figures["rows"])


def test_calibration_is_shown_as_a_table() -> None:
    found = Calibration(0.02, 0.03, 1 / 3, 0.001, 0.0001, (Bin(50, 0.01, 0.02), Bin(50, 0.2, 0.18)))
    console = Console(width=120, record=True)
    console.print(calibration_table("ours", "partners", found))
    text = console.export_text()
    assert "Calibration of ours, partners: first 50 suggestions a question" in text
    assert "20.00%" in text
    assert "skill +33.3%" in text
