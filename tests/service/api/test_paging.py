"""Lists by cursor: while rows come and go between two pages, none that stays is skipped or repeated."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from matchers.corpus import Corpus, OrganisationRow, ParticipationRow, ProfileRow
from matchers.snapshot import build_snapshot
from service.app import create_app
from service.settings import Settings
from tests.matchers.conftest import WordEncoder
from tests.service.world import CORPUS

ORGANISATIONS = "/api/v1/organisations"
PROFILES = "/api/v1/profiles"
MANY = replace(
    CORPUS,
    profiles=(
        *CORPUS.profiles,
        *(
            ProfileRow(f"p-{n:02}", "cavi", "offer", "business", "Cables", "Cables", published=date(2026, 1, 1 + n % 3))
            for n in range(9)
        ),
    ),
)


@pytest.fixture
def build(tmp_path: Path) -> Callable[[Corpus], None]:
    (tmp_path / "snapshots").mkdir()

    def build_it(corpus: Corpus) -> None:
        build_snapshot(tmp_path / "snapshots", corpus, WordEncoder(), graph_version=1)

    return build_it


@pytest.fixture
def client(tmp_path: Path, build: Callable[[Corpus], None]) -> FlaskClient:
    build(MANY)
    return create_app(Settings(data_dir=tmp_path)).test_client()


def pages(client: FlaskClient, path: str, between: Callable[[int], None] = lambda _: None) -> Iterator[list[str]]:
    """The ids on each page, three a page, by the link to the next one; `between` is done after each."""
    address: str | None = f"{path}{'&' if '?' in path else '?'}page_size=3"
    number = 0
    while address:
        response = client.get(address)
        answer: dict[str, Any] = response.json or {}
        assert response.status_code == 200, response.text
        yield [item["id"] for item in answer["items"]]
        found = re.search('<([^>]+)>; rel="next"', ", ".join(response.headers.getlist("Link")))
        assert (answer["next"] is None) == (found is None)
        address = found[1] if found else None
        number += 1
        between(number)


@pytest.mark.parametrize("path", [ORGANISATIONS, ORGANISATIONS + "?q=wind", ORGANISATIONS + "?order=id", PROFILES])
def test_by_cursor_a_list_is_the_same_as_by_number(client: FlaskClient, path: str) -> None:
    by_cursor = [one for page in pages(client, path) for one in page]
    whole = client.get(f"{path}{'&' if '?' in path else '?'}page_size=100").json
    assert whole is not None
    assert by_cursor == [item["id"] for item in whole["items"]]
    assert len(by_cursor) == len(set(by_cursor)) == whole["total"]
    assert whole["next"] is None


def _without(corpus: Corpus, *gone: str) -> Corpus:
    return replace(
        corpus,
        organisations=tuple(row for row in corpus.organisations if row.id not in gone),
        participations=tuple(row for row in corpus.participations if row.organisation not in gone),
        profiles=tuple(row for row in corpus.profiles if row.id not in gone and row.organisation not in gone),
    )


def _with(corpus: Corpus, *new: str) -> Corpus:
    rows = tuple(OrganisationRow(id=key, name=f"Wind of {key}", kind="firm") for key in new)
    ties = tuple(ParticipationRow(key, project) for key in new[:1] for project in ("p1", "p2", "p3", "p4"))
    return replace(
        corpus,
        organisations=(*corpus.organisations, *rows),
        participations=(*corpus.participations, *ties),
    )


@pytest.mark.parametrize("path", [ORGANISATIONS, ORGANISATIONS + "?q=wind", ORGANISATIONS + "?order=id"])
def test_what_stays_is_seen_once_while_others_come_and_go(
    client: FlaskClient, build: Callable[[Corpus], None], path: str
) -> None:
    """After each page the last one seen goes, one comes that is best of all, and one at each end of the ids."""
    before = [one for page in pages(client, path) for one in page]
    corpus, seen, gone = MANY, list[str](), set[str]()

    def change(number: int) -> None:
        nonlocal corpus
        gone.add(seen[-1])
        corpus = _with(_without(corpus, seen[-1]), f"best-{number}", f"aaa-{number}", f"zzz-{number}")
        build(corpus)

    for page in pages(client, path, change):
        seen += page
        if len(seen) > 60:
            pytest.fail("each page brought more, without an end")
        if all(one.startswith("zzz") for one in page):
            break
    assert len(seen) == len(set(seen)), "none is repeated"
    assert set(before) <= set(seen), "none is skipped"
    assert [one for one in seen if one in before] == before, "and the order is the same"
    assert gone


def test_profiles_that_come_and_go_neither_skip_nor_repeat_others(
    client: FlaskClient, build: Callable[[Corpus], None]
) -> None:
    before = [one for page in pages(client, PROFILES) for one in page]
    seen: list[str] = []

    def change(number: int) -> None:
        newest = ProfileRow(f"n-{number}", "cavi", "offer", "business", "New", "New", published=date(2026, 6, 1))
        build(replace(_without(MANY, seen[-1]), profiles=(*_without(MANY, seen[-1]).profiles, newest)))

    for page in pages(client, PROFILES, change):
        seen += page
    assert seen == before


def test_in_the_order_of_ids_one_that_changes_its_worth_is_not_missed(
    client: FlaskClient, build: Callable[[Corpus], None]
) -> None:
    """Nobody Knows is among the last, then takes part in more projects than anyone."""

    def rise(number: int) -> None:
        ties = tuple(ParticipationRow("kind-unknown", project) for project in ("p1", "p2", "p3", "p4", "p5"))
        build(replace(MANY, participations=(*MANY.participations, *ties))) if number == 1 else None

    seen = [one for page in pages(client, ORGANISATIONS + "?order=id", rise) for one in page]
    assert sorted(seen) == seen
    assert "kind-unknown" in seen


def test_an_answer_by_cursor_has_no_number(client: FlaskClient) -> None:
    first = client.get(ORGANISATIONS + "?page_size=3").json
    assert first is not None
    assert first["page"] == 1
    second = client.get(f"{ORGANISATIONS}?page_size=5&cursor={first['next']}").json
    assert second is not None
    assert (second["page"], len(second["items"]), second["total"]) == (None, 5, first["total"])


@pytest.mark.parametrize(
    "query", ["cursor=nonsense", "cursor=é", "cursor=W10", "cursor={next}&q=wind", "cursor={next}&order=id"]
)
def test_a_cursor_that_is_not_of_this_search_is_refused_with_what_to_do(client: FlaskClient, query: str) -> None:
    first = client.get(ORGANISATIONS + "?page_size=3").json
    assert first is not None
    refused = client.get(f"{ORGANISATIONS}?{query.format(next=first['next'])}")
    assert refused.status_code == 422
    assert "take `next` of the page before" in refused.text


def test_a_page_is_asked_for_in_one_way(client: FlaskClient) -> None:
    first = client.get(ORGANISATIONS + "?page_size=3").json
    assert first is not None
    refused = client.get(f"{ORGANISATIONS}?page=2&cursor={first['next']}")
    assert refused.status_code == 422
    assert "not both" in refused.text
