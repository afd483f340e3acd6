"""What tests of questions that span clusters share."""

import pytest

from matchers.engine import Engine
from tests.matchers.across.across_world import engine_of


@pytest.fixture(scope="session")
def two_clusters(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("two-clusters"))
