"""A ranker on disk: what is written is read again, and what cannot be trusted is refused with a sentence."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matchers.ranking.additive import TaskModel
from matchers.ranking.errors import ModelFileError
from matchers.ranking.model_file import load_models, save_models


def test_a_model_is_read_as_it_was_written(tmp_path: Path, model: TaskModel) -> None:
    save_models(tmp_path / "new" / "ranker.json", {"partners": model}, {"cut": "2018-01-01"})
    models, about = load_models(tmp_path / "new" / "ranker.json")
    read = models["partners"]
    assert about == {"cut": "2018-01-01"}
    assert (read.task, read.signals, read.intercept, read.slope) == ("partners", model.signals, -3.0, 0.5)
    np.testing.assert_array_equal(read.heights, model.heights)
    np.testing.assert_array_equal(read.knots, model.knots)
    features = np.random.default_rng(0).uniform(0, 6, (2, 3, 4)).astype(np.float32)
    np.testing.assert_array_equal(read.score(features), model.score(features))


def test_no_file_is_left_beside_it(tmp_path: Path, model: TaskModel) -> None:
    save_models(tmp_path / "ranker.json", {"partners": model}, {})
    assert [path.name for path in tmp_path.iterdir()] == ["ranker.json"]


def _other_format(whole: dict[str, Any]) -> None:
    whole["format"] = 99


def _other_curve(whole: dict[str, Any]) -> None:
    whole["content"]["tasks"]["partners"]["curves"]["active"][1] = 0.5


def _without_checksum(whole: dict[str, Any]) -> None:
    del whole["checksum"]


@pytest.mark.parametrize(
    ("change", "said"),
    [(_other_format, "has format 99"), (_other_curve, "checksum is wrong"), (_without_checksum, "cannot be read")],
)
def test_a_file_that_was_changed_is_refused(
    tmp_path: Path, model: TaskModel, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    path = tmp_path / "ranker.json"
    save_models(path, {"partners": model}, {})
    whole = json.loads(path.read_text())
    change(whole)
    path.write_text(json.dumps(whole))
    with pytest.raises(ModelFileError, match=f"{said}.*declared weights go on"):
        load_models(path)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1}'])
def test_what_is_no_model_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "ranker.json").write_text(text)
    with pytest.raises(ModelFileError, match="cannot be read"):
        load_models(tmp_path / "ranker.json")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="no learned ranker"):
        load_models(tmp_path / "ranker.json")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"signals": ("active", "phase_of_the_moon")}, "signals this release lacks: phase_of_the_moon"),
        ({"heights": np.array([[0, 1, 0.5], [0, 0, 2]])}, "do not rise"),
        ({"heights": np.array([[0, 1], [0, 2]])}, "do not rise"),
        ({"slope": -1.0}, "do not rise"),
        ({"intercept": float("nan")}, "do not rise"),
    ],
)
def test_a_model_that_this_release_cannot_use_is_refused(
    tmp_path: Path, model: TaskModel, changes: dict[str, Any], said: str
) -> None:
    save_models(tmp_path / "ranker.json", {"partners": replace(model, **changes)}, {})
    with pytest.raises(ModelFileError, match=said):
        load_models(tmp_path / "ranker.json")


def test_a_file_with_a_right_checksum_but_without_a_part_is_refused(tmp_path: Path, model: TaskModel) -> None:
    save_models(tmp_path / "ranker.json", {"wishes": model}, {})
    with pytest.raises(ModelFileError, match="signals this release lacks"):
        load_models(tmp_path / "ranker.json")
