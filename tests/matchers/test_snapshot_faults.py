"""What goes wrong while a snapshot is written: the one before serves on, the cause is told, nothing is half there."""

import os
import resource
import signal
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from matchers.corpus import Corpus, OrganisationRow
from matchers.encoder import Encoder, Progress, Vectors
from matchers.errors import EncoderError, SnapshotNotWrittenError
from matchers.snapshot import build_snapshot, open_snapshot, part
from matchers.snapshot.files import VERSIONS_KEPT, building
from tests.matchers.conftest import WordEncoder

LATER = Corpus(organisations=tuple(OrganisationRow(str(at), f"Firm {at}", description="Towers") for at in range(2_000)))


class FailingEncoder(WordEncoder):
    """A model that cannot be loaded."""

    def encode(self, texts: object, progress: Progress | None = None) -> Vectors:  # noqa: ARG002
        raise EncoderError("no model")


def _disk_full(folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
    with pytest.raises(SnapshotNotWrittenError, match="goes on serving"):
        build_snapshot(folder, LATER, WordEncoder(), 2)


def _killed(folder: Path) -> None:
    mapped = part.load

    def load_and_die(path: Path) -> part.Array:
        if len(list(path.parent.iterdir())) > 20:
            os.kill(os.getpid(), signal.SIGKILL)
        return mapped(path)

    part.load = load_and_die
    build_snapshot(folder, LATER, WordEncoder(), 2)


def _memory_short(folder: Path) -> None:
    class Huge(WordEncoder):
        def encode(self, texts: object, progress: Progress | None = None) -> Vectors:  # noqa: ARG002
            return np.ones((1 << 50, 1 << 10), dtype=np.float32)

    with pytest.raises(MemoryError):
        build_snapshot(folder, LATER, Huge(), 2)


def _no_model(folder: Path) -> None:
    with pytest.raises(EncoderError):
        build_snapshot(folder, LATER, FailingEncoder(), 2)


@pytest.mark.parametrize(
    ("fault", "exitcode"),
    [(_disk_full, 0), (_killed, -signal.SIGKILL), (_memory_short, 0), (_no_model, 0)],
)
def test_a_build_that_fails_leaves_the_old_one_serving_and_the_next_one_works(
    tmp_path: Path, corpus: Corpus, encoder: Encoder, fault: Callable[[Path], None], exitcode: int
) -> None:
    version = build_snapshot(tmp_path, corpus, encoder, 1).version
    child = get_context("fork").Process(target=fault, args=(tmp_path,))
    child.start()
    child.join()
    assert child.exitcode == exitcode
    assert open_snapshot(tmp_path, verify=True).manifest.version == version
    later = build_snapshot(tmp_path, corpus, encoder, 2).version
    assert open_snapshot(tmp_path, verify=True).manifest.version == later
    assert {path.name for path in tmp_path.iterdir()} == {"CURRENT", version, later}


def test_of_two_processes_that_build_each_waits_for_the_other(tmp_path: Path, corpus: Corpus) -> None:
    def build(number: int) -> None:
        with building(tmp_path):
            build_snapshot(tmp_path, corpus, WordEncoder(), number)

    builders = [get_context("fork").Process(target=build, args=(number,)) for number in range(1, 5)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    assert [builder.exitcode for builder in builders] == [0] * 4
    assert open_snapshot(tmp_path, verify=True).size == len(corpus.organisations)
    assert sum(path.is_dir() for path in tmp_path.iterdir()) == VERSIONS_KEPT


def test_what_has_not_changed_is_one_file_with_the_version_before(
    tmp_path: Path, corpus: Corpus, encoder: Encoder
) -> None:
    build_snapshot(tmp_path, corpus, encoder, 1)
    first = open_snapshot(tmp_path)
    with part.writing(tmp_path, "next", first) as writing:
        writing["kept"] = np.arange(3)
        writing["organisation.kind"] = first.array("organisation.kind")
        writing["organisation.group"] = first.array("organisation.group").copy()
        names = [f"organisation.{name}.npy" for name in ("kind", "group")]
        same = [(writing.folder / name).samefile(tmp_path / first.manifest.version / name) for name in names]
        assert same == [True, False]
    assert not (tmp_path / "next.part").exists()
