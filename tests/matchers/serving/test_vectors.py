"""Vectors of project texts come from the snapshot, those of other texts from elsewhere or not at all."""

from dataclasses import replace

import numpy as np
import pytest

from matchers.serving.vectors import SnapshotVectors
from matchers.snapshot import Snapshot, build_snapshot, open_snapshot
from matchers.text import project_text
from tests.matchers.conftest import WordEncoder
from tests.matchers.ranking.ranking_world import two_fields

OTHER = "tidal streams"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("vectors")
    corpus = two_fields()
    silent = replace(corpus.projects[0], title=None)
    build_snapshot(folder, replace(corpus, projects=(silent, *corpus.projects[1:])), WordEncoder(), graph_version=1)
    return open_snapshot(folder)


def test_texts_of_projects_have_the_vectors_that_the_snapshot_has(snapshot: Snapshot) -> None:
    encoder = WordEncoder()
    projects, order = two_fields().projects[1:], list(snapshot.column("project.id"))
    texts, rows = [project_text(row) for row in projects], [order.index(row.id) for row in projects]
    np.testing.assert_array_equal(SnapshotVectors(snapshot, encoder.encode)(texts), snapshot.project_vectors[rows])
    assert encoder.encoded == []


def test_other_texts_are_encoded_or_without_an_encoder_like_nothing(snapshot: Snapshot) -> None:
    encoder, known = WordEncoder(), project_text(two_fields().projects[1])
    found = SnapshotVectors(snapshot, encoder.encode)([known, OTHER])
    assert encoder.encoded == [OTHER]
    np.testing.assert_array_equal(found[1], encoder.encode_need(OTHER))
    alone = SnapshotVectors(snapshot)([OTHER, known])
    assert not alone[0].any()
    np.testing.assert_array_equal(alone[1], found[0])


def test_a_project_without_text_is_like_nothing(snapshot: Snapshot) -> None:
    assert not SnapshotVectors(snapshot)([""]).any()
