"""`flask suggest-all`: the same partners, places and scores as one question at a time, as a table without words."""

import csv
import json
from pathlib import Path

import pytest
from flask import Flask

from matchers.engine import Engine
from matchers.results import MatchQuery
from service.api.queries import DEFAULT_TYPE
from service.runtime import current_runtime


@pytest.fixture
def engine(app: Flask) -> Engine:
    with app.app_context():
        return current_runtime().engine()


def run(app: Flask, *words: str) -> str:
    done = app.test_cli_runner().invoke(args=["suggest-all", *words])
    assert done.exit_code == 0, done.output
    return done.output


def one_by_one(engine: Engine, match_type: str, limit: int) -> dict[str, list[tuple[str, float]]]:
    found = {
        one: engine.suggest(MatchQuery(match_type, organisation=one, limit=limit)).matches
        for one in engine.snapshot.row_by_id
    }
    return {one: [(match.organisation.id, match.score) for match in matches] for one, matches in found.items()}


@pytest.mark.parametrize("processes", ["1", "2"])
@pytest.mark.parametrize("match_type", ["strategic_alliance", "common_lab", "request_or_offer"])
def test_all_get_what_each_of_them_gets_alone(
    app: Flask, engine: Engine, tmp_path: Path, match_type: str, processes: str
) -> None:
    out = tmp_path / "all.jsonl"
    run(app, "--out", str(out), "--type", match_type, "--top", "5", "--processes", processes)
    told = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    alone = one_by_one(engine, match_type, 5)
    assert [row["organisation"] for row in told] == list(engine.snapshot.row_by_id)
    assert any(row["partners"] for row in told)
    for row in told:
        expected = alone[row["organisation"]]
        assert [one["id"] for one in row["partners"]] == [partner for partner, _ in expected]
        assert [one["score"] for one in row["partners"]] == pytest.approx([score for _, score in expected], abs=2e-6)


def test_a_table_has_a_row_a_suggestion(app: Flask, engine: Engine, tmp_path: Path) -> None:
    out = tmp_path / "all.csv"
    output = run(app, "--out", str(out), "--top", "2")
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    alone = one_by_one(engine, DEFAULT_TYPE, 2)
    assert len(rows) == sum(len(partners) for partners in alone.values())
    assert {row["place"] for row in rows} <= {"1", "2"}
    assert all(row["partner_name"] == engine.snapshot.name(engine.snapshot.row(row["partner"])) for row in rows)
    assert f"{engine.snapshot.size:,} organisations" in output


def test_only_members_of_a_cluster_are_asked_for(app: Flask, engine: Engine, tmp_path: Path) -> None:
    out = tmp_path / "members.jsonl"
    cluster = engine.snapshot.tables.clusters[0].id
    run(app, "--out", str(out), "--cluster", cluster)
    told = [json.loads(line)["organisation"] for line in out.read_text("utf-8").splitlines()]
    assert 0 < len(told) < engine.snapshot.size


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--out", "all.xls"), "Give a file that ends in .csv or .jsonl."),
        (("--out", "all.csv", "--cluster", "nothing"), "There is no cluster with the id 'nothing'."),
        (("--out", "all.csv", "--top", "0"), "0 is not in the range"),
    ],
)
def test_what_cannot_be_asked_leaves_no_file(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = app.test_cli_runner().invoke(args=["suggest-all", *words])
    assert done.exit_code != 0
    assert sentence in done.output
    assert not list(tmp_path.iterdir())


def test_what_fails_on_the_way_leaves_the_file_that_was_there(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "all.csv"
    out.write_text("before", "utf-8")

    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("service.cli.suggest_all.name_of", fail)
    done = app.test_cli_runner().invoke(args=["suggest-all", "--out", str(out), "--processes", "1"])
    assert done.exit_code != 0
    assert out.read_text("utf-8") == "before"
    assert list(tmp_path.iterdir()) == [out]
