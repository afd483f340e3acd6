"""What workers share is there before any of them is asked."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import Environment

from service.auth.policy import policy
from service.preloading import preload
from service.revalidation import release


def test_the_first_who_asks_a_worker_does_not_wait_for_what_all_workers_need(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy.cache_clear()
    release.cache_clear()
    preload(app)

    def _too_late(*_: Any, **__: Any) -> None:  # noqa: ANN401  whatever Jinja compiles
        pytest.fail("A template is compiled when it is asked for.")

    monkeypatch.setattr(Environment, "compile", _too_late)
    loaded = [function.cache_info().misses for function in (policy, release)]
    assert [client.get(page).status_code for page in ("/", "/organisations", "/docs")] == [200, 200, 200]
    assert [function.cache_info().misses for function in (policy, release)] == loaded
