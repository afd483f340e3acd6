"""A learned ranker on disk: one JSON file with a format number and a checksum, readable by people, without pickle."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

import numpy as np

from matchers.ranking.additive import TaskModel
from matchers.ranking.errors import ModelFileError
from matchers.ranking.signals import signals_of

FORMAT: Final = 2
"""Raised whenever a signal or the file changes its meaning; a file of another format has to be learned anew."""

INSTEAD: Final = "Suggestions by declared weights go on; learn the ranker anew to replace the file."

Models = Mapping[str, TaskModel]


def save_models(path: Path, models: Models, about: Mapping[str, Any]) -> None:
    """Write models by task and facts about them (JSON values), in one step, so that no reader sees half a file."""
    content = {"about": dict(about), "tasks": {task: _as_json(model) for task, model in models.items()}}
    text = json.dumps({"format": FORMAT, "checksum": _checksum(content), "content": content}, indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", delete=False) as file:
        file.write(text)
    Path(file.name).replace(path)


def load_models(path: Path) -> tuple[dict[str, TaskModel], dict[str, Any]]:
    """Return the models by task and the facts about them; raises ModelFileError where they cannot be trusted."""
    content = _trusted_content(path)
    try:
        models = {task: _model(task, values) for task, values in content["tasks"].items()}
        about = dict(content["about"])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelFileError(
            f"The ranker in {path.name} lacks a part or has a wrong one ({error}). {INSTEAD}"
        ) from error
    for model in models.values():
        _check(path, model)
    return models, about


def _trusted_content(path: Path) -> dict[str, Any]:
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
        found, checksum, content = whole["format"], whole["checksum"], whole["content"]
    except FileNotFoundError:
        raise ModelFileError(f"There is no learned ranker at {path.name}. {INSTEAD}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelFileError(f"The ranker in {path.name} cannot be read ({error}). {INSTEAD}") from error
    if found != FORMAT:
        raise ModelFileError(f"The ranker in {path.name} has format {found}; this release reads {FORMAT}. {INSTEAD}")
    if checksum != _checksum(content):
        raise ModelFileError(f"The ranker in {path.name} was changed or damaged: its checksum is wrong. {INSTEAD}")
    return dict(content)


def _check(path: Path, model: TaskModel) -> None:
    """Raise ModelFileError for signals that are not known, and for curves that do not fit or do not rise."""
    known = {signal.name for signal in signals_of(model.task)}
    if unknown := sorted(set(model.signals) - known):
        raise ModelFileError(
            f"The ranker in {path.name} uses signals this release lacks: {', '.join(unknown)}. {INSTEAD}"
        )
    if not _rises(model):
        raise ModelFileError(f"The curves of the ranker in {path.name} do not rise as they must. {INSTEAD}")


def _rises(model: TaskModel) -> bool:
    """Tell whether curves fit their knots, never fall, and all numbers are finite."""
    if model.heights.shape != (len(model.signals), len(model.knots)) or len(model.knots) <= 1:
        return False
    finite = np.isfinite([model.intercept, model.slope]).all() and np.isfinite(model.heights).all()
    rising = (np.diff(model.knots) > 0).all() and (np.diff(model.heights) >= 0).all() and model.slope > 0
    return bool(finite and rising)


def _as_json(model: TaskModel) -> dict[str, Any]:
    curves = {name: curve.tolist() for name, curve in zip(model.signals, model.heights, strict=True)}
    return {"knots": model.knots.tolist(), "curves": curves, "intercept": model.intercept, "slope": model.slope}


def _model(task: str, values: Mapping[str, Any]) -> TaskModel:
    heights = np.array(list(values["curves"].values()), dtype=np.float32)
    knots = np.array(values["knots"], dtype=np.float32)
    return TaskModel(task, tuple(values["curves"]), knots, heights, float(values["intercept"]), float(values["slope"]))


def _checksum(content: Any) -> str:  # noqa: ANN401  # any JSON value
    """Return the SHA-256 of a JSON value in one spelling: sorted keys, no spaces."""
    return sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
