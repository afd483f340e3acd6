"""`flask accounts`: who may log in, from the terminal."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from graph_schema import store
from graph_schema.connection import Graph, GraphAddress
from graph_schema.records import Cluster, GraphRows
from service.app import create_app
from tests.service.auth.conftest import PASSWORD, log_in, post
from tests.service.world import settings_over

Run = Callable[..., Result]


@pytest.fixture
def app_here(database: GraphAddress, graph: Graph, world: Path) -> Flask:
    store.write_rows(graph, GraphRows("test", clusters=(Cluster("lombardy", {"en": "Lombardy"}),)))
    return create_app(settings_over(world, database, public_url="https://filiera.example"))


@pytest.fixture
def run(app_here: Flask) -> Run:
    return lambda *words: app_here.test_cli_runner().invoke(args=["accounts", *words])


def test_invite_list_reset_and_close(run: Run, app_here: Flask) -> None:
    invited = run("invite", "--role", "cluster_manager", "--cluster", "lombardy", "--email", "ann@example.org")
    assert invited.exit_code == 0, invited.output
    link = invited.output.splitlines()[-1]
    assert link.startswith("https://filiera.example/invitation/")
    client = app_here.test_client()
    answer = post(client, link.removeprefix("https://filiera.example"), name="Ann", password=PASSWORD)
    assert answer.status_code == 302, answer.text
    listed = run("list").output
    assert "ann@example.org" in listed
    assert "lombardy" in listed
    assert "sets the new password" in run("reset", "ann@example.org").output
    assert "is closed" in run("close", "ann@example.org").output
    assert "closed" in run("list").output
    assert log_in(app_here, "ann")[1].status_code == 422


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("invite", "--role", "cluster_manager"), "cluster_manager acts for one cluster"),
        (("invite", "--role", "cluster_manager", "--cluster", "atlantis"), "The graph does not have 'atlantis'"),
        (("invite", "--role", "administrator", "--email", "ann"), "This is no e-mail address"),
        (("reset", "nobody@example.org"), "no open account"),
        (("close", "nobody@example.org"), "no open account"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(run: Run, words: tuple[str, ...], sentence: str) -> None:
    told = run(*words)
    assert told.exit_code == 1
    assert sentence in " ".join(told.output.split())
    assert "Traceback" not in told.output
