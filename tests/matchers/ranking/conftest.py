"""The small world of two fields, what is learned from it, and a model of two signals."""

import numpy as np
import pytest

from matchers.past.training import Training
from matchers.ranking.additive import TaskModel
from matchers.ranking.training import Learned, learn
from tests.matchers.ranking.ranking_world import training_of, two_fields


@pytest.fixture(scope="session")
def world() -> Training:
    return training_of(two_fields())


@pytest.fixture(scope="session")
def learned(world: Training) -> Learned:
    return learn(world)


@pytest.fixture
def model() -> TaskModel:
    heights = np.array([[0.0, 1.0, 1.5], [0.0, 0.0, 2.0]], dtype=np.float32)
    return TaskModel(
        "partners", ("active", "same_words"), np.array([0.0, 2.0, 5.0], dtype=np.float32), heights, -3.0, 0.5
    )
