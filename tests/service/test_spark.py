"""Batch work on Apache Spark, in its local mode: the same vectors and the same suggestions as without it."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pyspark.sql import SparkSession

from matchers.batch import rank_all
from matchers.results import MatchQuery
from matchers.snapshot import open_snapshot
from service.app import create_app
from service.runtime import Runtime
from service.settings import Settings
from service.spark import EncoderOnSpark, SparkError, spark_session, suggest_all_on_spark
from tests.matchers.conftest import WordEncoder
from tests.service.world import build_world

TEXTS = ["heat pumps", "", "longer blades for wind turbines, which are cast in one piece", "heat pumps", "biogas"]


class Words(WordEncoder):
    """The stand-in for the model, which has nothing to load."""

    def load(self, threads: int | None = None) -> Any:  # noqa: ANN401, ARG002  as its base class
        return None


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    with spark_session("local[2]") as session:
        yield session


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("spark")
    build_world(folder, Words())
    return Settings(data_dir=folder)


def test_texts_have_the_vectors_that_one_machine_gives_them_in_their_order(spark: SparkSession) -> None:
    told: list[tuple[int, int]] = []
    encoder = EncoderOnSpark(Words, spark)
    vectors = encoder.encode(TEXTS, lambda done, total: told.append((done, total)))
    np.testing.assert_array_equal(vectors, Words().encode(TEXTS))
    assert vectors.dtype == np.float32
    assert told[-1] == (5, 5)
    assert (encoder.model_id, encoder.dimensions) == ("words", 32)


def test_no_text_has_no_vector(spark: SparkSession) -> None:
    assert EncoderOnSpark(Words, spark).encode([]).shape == (0, 32)


def test_a_snapshot_encoded_on_spark_is_the_one_that_one_machine_builds(
    spark: SparkSession, settings: Settings, tmp_path: Path
) -> None:
    build_world(tmp_path, EncoderOnSpark(Words, spark))
    found, expected = open_snapshot(tmp_path / "snapshots"), open_snapshot(settings.snapshot_dir)
    assert found.manifest.model == expected.manifest.model
    np.testing.assert_array_equal(found.vectors, expected.vectors)
    np.testing.assert_array_equal(found.project_vectors, expected.project_vectors)


def test_all_organisations_are_suggested_whom_one_machine_suggests(
    spark: SparkSession, settings: Settings, tmp_path: Path
) -> None:
    engine = Runtime(settings).whole()
    query = MatchQuery("consortium_member", limit=5, day=date(2026, 11, 29))
    everyone = list(engine.snapshot.row_by_id)
    expected = [
        (organisation, place, one.partner, float(one.score))
        for organisation, partners in rank_all(engine, query, everyone)
        for place, one in enumerate(partners, start=1)
    ]
    out = str(tmp_path / "all.parquet")
    assert suggest_all_on_spark(spark, Runtime(settings), query, everyone, out) == len(expected) > len(everyone)
    assert sorted(tuple(row) for row in spark.read.parquet(out).collect()) == sorted(expected)


def test_what_is_there_already_is_not_written_over(spark: SparkSession, settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "all.parquet"
    out.mkdir()
    (out / "mine").write_text("kept", encoding="utf-8")
    with pytest.raises(SparkError, match=r"Spark did not write .*all\.parquet"):
        suggest_all_on_spark(spark, Runtime(settings), MatchQuery("common_lab"), ["turbina"], str(out))
    assert (out / "mine").read_text(encoding="utf-8") == "kept"


def test_an_organisation_that_is_not_there_is_told(spark: SparkSession, settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(SparkError, match="nobody"):
        suggest_all_on_spark(
            spark, Runtime(settings), MatchQuery("common_lab"), ["nobody"], str(tmp_path / "all.parquet")
        )


def test_without_spark_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with (
        pytest.raises(SparkError, match=r"run `pip install -r requirements-spark\.txt` first"),
        spark_session("local[2]"),
    ):
        pass


def test_the_command_takes_a_master(spark: SparkSession, settings: Settings, tmp_path: Path) -> None:
    """The last but one: the command ends the session that it shares with the others in this process."""
    out = tmp_path / "all.parquet"
    arguments = ["suggest-all", "--type", "common_lab", "--spark", spark.sparkContext.master, "--out", str(out)]
    done = create_app(settings).test_cli_runner().invoke(args=arguments)
    assert done.exit_code == 0, done.output
    assert list(out.glob("*.parquet"))


def test_a_master_that_spark_cannot_read_is_told_with_what_is_wrong(spark: SparkSession) -> None:
    spark.stop()
    wrong = r"No Spark session with the master 'local\[2': Could not parse Master URL: 'local\[2'\. Check the address\."
    with pytest.raises(SparkError, match=wrong), spark_session("local[2"):
        pass
