"""What the suggestions are given may be bad: each time a sentence says what is wrong, what to do, and what still works.

Folders that cannot be used, cuts with nothing before or after them, organisations never seen and projects without text
are tried on `flask evaluate` in test_evaluate.py, model files of another format or with a wrong checksum in
test_ranker.py. Here: the same folders given to `flask learn`, and texts in whatever script or language.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from string import ascii_lowercase

import pytest
from click.testing import Result
from flask import Flask

from matchers.encoder import Encoder
from matchers.packaged_models import ENGLISH, MULTILINGUAL
from service.api.matching import ENGLISH_NOTE, NO_WORD_NOTE, SCRIPT_NOTE, UNREAD_NOTE
from service.app import create_app
from service.settings import Settings
from tests.service.test_evaluate import MEMBERS, PROJECTS, write_folder
from tests.service.world import build_world

CROWD = {f"c{number}": ascii_lowercase[number * 5 % 22 :][:4] for number in range(40)}
"""Projects of four, so that there is enough to learn from."""

ALL = [
    *((name, name, f"Biogas {name}", "", f"{2015 + int(name[1:]) % 5}-06-01", "", "") for name in CROWD),
    *PROJECTS,
]

Damage = Callable[[Path], object]
Learn = Callable[..., Result]


def write_all(folder: Path, projects: Iterable[tuple[str, ...]]) -> Path:
    return write_folder(folder, projects, CROWD | MEMBERS)


def without(table: str) -> Damage:
    return lambda folder: (folder / table).unlink()


def renamed(table: str, column: str) -> Damage:
    def damage(folder: Path) -> None:
        path = folder / table
        path.write_text(path.read_text(encoding="utf-8").replace(f'"{column}"', '"other"'), encoding="utf-8")

    return damage


def with_starts(*days: str) -> Damage:
    """Let the last projects start on these days."""
    first = len(ALL) - len(days)
    rows = [(*row[:4], day, *row[5:]) for row, day in zip(ALL[first:], days, strict=True)]
    return lambda folder: write_all(folder, [*ALL[:first], *rows])


def without_texts(folder: Path) -> None:
    """Leave of the projects no more than their acronyms."""
    write_all(folder, [(*row[:2], "", "", *row[4:]) for row in ALL])


def few(folder: Path) -> None:
    """Leave five projects."""
    write_folder(folder)


def untouched(folder: Path) -> None:
    """Leave the folder as it is."""


@pytest.fixture
def learn(tmp_path: Path) -> Learn:
    app = create_app(Settings(data_dir=tmp_path / "data"))
    folder = write_all(tmp_path / "cordis", ALL)

    def run(damage: Damage, *options: str) -> Result:
        damage(folder)
        arguments = ["--train", str(folder), "--output", str(tmp_path / "ranker.json")]
        return app.test_cli_runner().invoke(args=["learn", *arguments, *options])

    return run


@pytest.mark.parametrize(
    ("damage", "options", "sentences"),
    [
        (without("project.csv"), (), ("has no project.csv", "Give the folder that holds CORDIS' tables")),
        (without("organization.csv"), (), ("has no organization.csv", "Give the folder that holds CORDIS' tables")),
        (renamed("project.csv", "startDate"), (), ("lacks the column startDate", "Take the file as CORDIS offers it")),
        (
            with_starts(*["soon"] * len(ALL)),
            ("--before", "2019-01-01"),
            (
                "has no project that started before 2019-01-01: none of its projects has a start date",
                f"{len(ALL)} values of project.csv could not be read",
                "First: project.csv, line 2, startDate: 'soon' is no date: write it as 2026-11-22.",
            ),
        ),
        (
            untouched,
            ("--before", "2010-01-01"),
            ("its projects started from 2015-05-01 to 2020-05-01. Choose a later day.",),
        ),
    ],
)
def test_nothing_is_learned_from_what_cannot_be_used(
    learn: Learn, damage: Damage, options: tuple[str, ...], sentences: tuple[str, ...]
) -> None:
    result = learn(damage, *options)
    output = " ".join(result.output.split())
    assert result.exit_code == 1
    for sentence in (*sentences, "Nothing was learned; the service goes on as before."):
        assert sentence in output


@pytest.mark.parametrize(
    ("damage", "options", "sentences"),
    [
        (without_texts, (), ()),
        (
            with_starts("2019-13-45", "2020-05-01"),
            ("--before", "2021-01-01"),
            ("1 value of project.csv could not be read", "projects without a start date (1) are left out"),
        ),
    ],
)
def test_what_can_be_used_is_learned_from_and_the_rest_is_told(
    learn: Learn, damage: Damage, options: tuple[str, ...], sentences: tuple[str, ...]
) -> None:
    result = learn(damage, *options)
    output = " ".join(result.output.split())
    assert result.exit_code == 0, output
    for sentence in (*sentences, "Learned from"):
        assert sentence in output


def test_from_a_handful_of_cases_nothing_is_learned(learn: Learn) -> None:
    result = learn(few)
    assert result.exit_code == 1
    assert "The past holds 4 cases of organisations that worked together anew, and 20 are needed" in " ".join(
        result.output.split()
    )


def service(folder: Path, model: str) -> Flask:
    build_world(folder, Encoder(model))
    return create_app(Settings(data_dir=folder, embedding_model=model))


@pytest.fixture(scope="module")
def multilingual(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A service that runs the multilingual model."""
    return service(tmp_path_factory.mktemp("multilingual"), MULTILINGUAL)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A service that runs the English model."""
    return service(tmp_path_factory.mktemp("english"), ENGLISH)


@pytest.mark.parametrize(
    ("text", "by_many", "by_english"),
    [
        ("storage beside wind farms and heat pumps", None, None),
        ("Wärmepumpen für Fernwärme", None, ENGLISH_NOTE),
        ("pompe di calore", None, ENGLISH_NOTE),
        ("风力发电机", SCRIPT_NOTE, UNREAD_NOTE),
        ("توربينات الرياح", SCRIPT_NOTE, UNREAD_NOTE),
        ("משאבות חום", SCRIPT_NOTE, UNREAD_NOTE),
        ("⚡ 2030", NO_WORD_NOTE, NO_WORD_NOTE),
    ],
)
def test_it_is_told_how_well_a_text_was_read(
    multilingual: Flask, english: Flask, text: str, by_many: str | None, by_english: str | None
) -> None:
    for app, note in ((multilingual, by_many), (english, by_english)):
        asked = app.test_client()
        answer = asked.post("/api/v1/matches", json={"queries": [{"text": text, "type": "international_partner"}]}).json
        assert answer is not None
        result = answer["results"][0]
        assert result["notes"] == [note] * (note is not None)
        assert bool(result["matches"]) == (note not in {UNREAD_NOTE, NO_WORD_NOTE})
        page = asked.get("/needs", query_string={"q": text, "type": "international_partner"}).text
        assert note is None or note in page


def test_an_idea_that_cannot_be_read_leaves_the_ties_of_those_on_board(english: Flask) -> None:
    body = {"idea": "风力发电机的维护", "partners": ["turbina"], "rules": "none"}
    answer = english.test_client().post("/api/v1/consortia", json=body).json
    assert answer is not None
    assert answer["notes"] == [UNREAD_NOTE]
    told = {reason["feature"] for role in answer["missing"] for one in role["partners"] for reason in one["reasons"]}
    assert told
    assert told <= {"worked_with", "common_partners"}
