"""Limits are counted in one file for all workers of a machine, and go on in memory where it cannot be used."""

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from graph_schema.connection import Graph
from service.auth.limit_store import SqliteStorage
from service.runtime import EXTENSION
from tests.service.auth.conftest import Make, bearer, join, key_of


@pytest.fixture
def store(tmp_path: Path) -> SqliteStorage:
    found = storage_from_string(f"sqlite://{tmp_path}/a folder/limits.sqlite3")
    assert isinstance(found, SqliteStorage)
    return found


def test_it_counts_within_a_window_and_starts_anew_after_it(
    store: SqliteStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "time", lambda: 1_000.0)
    assert [store.incr("ann", 60), store.incr("ann", 60, 2), store.incr("bo", 60)] == [1, 3, 1]
    assert (store.get("ann"), store.get_expiry("ann")) == (3, 1_060.0)
    assert (store.get("nobody"), store.get_expiry("nobody")) == (0, 1_000.0)
    monkeypatch.setattr(time, "time", lambda: 1_059.9)
    assert store.incr("ann", 60) == 4
    monkeypatch.setattr(time, "time", lambda: 1_060.0)
    assert store.get("ann") == 0
    assert (store.incr("ann", 60), store.get_expiry("ann")) == (1, 1_120.0)


def test_one_count_or_all_are_forgotten(store: SqliteStorage) -> None:
    for name in ("ann", "bo", "cy"):
        store.incr(name, 60)
    store.clear("ann")
    assert (store.get("ann"), store.get("bo")) == (0, 1)
    assert store.reset() == 2
    assert store.get("bo") == 0


def test_it_limits_as_the_stores_of_the_library_do(store: SqliteStorage) -> None:
    limiter, two = FixedWindowRateLimiter(store), parse("2 per minute")
    assert [limiter.hit(two, "ann") for _ in range(3)] == [True, True, False]
    assert not limiter.test(two, "ann")
    stats = limiter.get_window_stats(two, "ann")
    assert stats.remaining == 0
    assert 0 < stats.reset_time - time.time() <= 60


def test_nothing_is_lost_where_threads_and_forked_workers_count_at_once(store: SqliteStorage) -> None:
    """Also from processes forked after the store was used, as gunicorn's workers may be."""

    def count(_: int = 0) -> None:
        for _ in range(50):
            store.incr("ann", 600)

    count()
    forked = [multiprocessing.get_context("fork").Process(target=count) for _ in range(3)]
    for one in forked:
        one.start()
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(count, range(3)))
    for one in forked:
        one.join()
    assert [one.exitcode for one in forked] == [0, 0, 0]
    assert store.get("ann") == 50 * 7


def test_two_workers_share_a_limit_by_default(make: Make, people_graph: Graph) -> None:
    one, other = make(access="open", rate_limit=3), make(access="open", rate_limit=3)
    key = bearer(key_of(join(one, people_graph, "member")))
    asked = [app.test_client().get("/api/v1/clusters", headers=key) for app in (one, other, one, other)]
    assert [answer.status_code for answer in asked] == [200, 200, 200, 429]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.write_bytes(b"no database at all" * 100),
        lambda file: file.mkdir(),
    ],
)
def test_where_the_file_cannot_be_used_each_worker_counts_by_itself(
    make: Make, people_graph: Graph, spoil: Callable[[Path], object]
) -> None:
    app = make(access="open", rate_limit=3)
    file: Path = app.extensions[EXTENSION].settings.limits_file
    for old in file.parent.glob(f"{file.name}*"):
        old.unlink()
    spoil(file)
    try:
        key = bearer(key_of(join(app, people_graph, "member")))
        asked = [app.test_client().get("/api/v1/clusters", headers=key) for _ in range(4)]
        assert [answer.status_code for answer in asked] == [200, 200, 200, 429]
    finally:
        file.rmdir() if file.is_dir() else file.unlink()
        assert not os.path.exists(file)  # noqa: PTH110  the folder is shared by tests
