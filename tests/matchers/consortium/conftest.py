"""The world of a hydrogen ferry, built once: no test changes it."""

import pytest

from matchers.engine import Engine
from tests.matchers.consortium.consortium_world import corpus_of, engine_of


@pytest.fixture(scope="session")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("ferry"), corpus_of())
