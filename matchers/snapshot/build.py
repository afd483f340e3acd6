"""From a corpus to a new current snapshot, encoding only texts that are new or changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from matchers.corpus import Corpus
from matchers.encoder import Encoder, Progress, Vectors
from matchers.snapshot import derive
from matchers.snapshot.audiences import OtherText, audience_arrays, other_texts, text_of
from matchers.snapshot.columns import Strings
from matchers.snapshot.files import writing_snapshot
from matchers.snapshot.manifest import Manifest
from matchers.snapshot.part import Part
from matchers.snapshot.profile_columns import profile_arrays
from matchers.snapshot.shortcuts import kept_of, shortcut_arrays
from matchers.snapshot.snapshot import Snapshot
from matchers.snapshot.tables import Tables
from matchers.snapshot.vectors import vectors_of
from matchers.text import posted_text, project_text, text_hash

SAMPLE, COMPARED = 256, 4_096
"""So many organisations at least, and how similar they are to so many others, say what this model's cosines mean."""

_HIGH_QUANTILE = 0.999


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did; `encoded` counts texts, `encoded_organisations` are (id, text hash, vector) of the new ones."""

    version: str
    organisations: int
    projects: int
    encoded: int
    encoded_organisations: tuple[tuple[str, str, Vectors], ...]


def build_snapshot(  # noqa: PLR0913, PLR0917  # a build has that many independent inputs
    directory: Path,
    corpus: Corpus,
    encoder: Encoder,
    graph_version: int,
    previous: Snapshot | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build a snapshot of the corpus and make it current; the caller holds `files.building(directory)`.

    Raises SnapshotNotWrittenError where it cannot be written; whatever is raised, the current one stays.
    Vectors of texts that `previous` has already (by hash, of the same model) are taken from it. An empty text has a
    vector of zeros, which is like nothing.
    """
    corpus = corpus.in_order()
    tables = Tables(
        countries=tuple(sorted({row.country for row in corpus.organisations if row.country})),
        clusters=corpus.clusters,
        capabilities=corpus.capabilities,
        profile_terms=corpus.profile_terms,
        networks=corpus.networks,
    )
    manifest = begun(encoder.model_id, graph_version)
    with writing_snapshot(directory, manifest.version, previous) as part:
        hashes, new = _write_texts(part, corpus, encoder, previous, progress)
        for arrays in derive.array_groups(corpus, tables.countries):
            part.update(arrays)
        part.update(derive.alike_arrays(part))
        part.update(profile_arrays(corpus))
        ids, project_ids = ([row.id for row in rows] for rows in (corpus.organisations, corpus.projects))
        is_same = previous is not None and previous.manifest.model == encoder.model_id
        kept = kept_of(previous, ids, project_ids, hashes) if previous is not None and is_same else None
        part.update(shortcut_arrays(part, kept))
        part.finish(finished(manifest, part, len(corpus.clusters)), tables)
        vectors = part["organisation.vector"]
    fresh = tuple((ids[row], hashes[row], vectors[row]) for row in new if row < len(ids))
    return BuildReport(manifest.version, len(ids), len(project_ids), len(new), fresh)


def _write_texts(
    part: Part, corpus: Corpus, encoder: Encoder, previous: Snapshot | None, progress: Progress | None
) -> tuple[list[str], list[int]]:
    """Write the vectors and hashes of all texts; return the hashes, and the places of texts that were not known.

    First of all, since texts and vectors take most of the memory of a build, and go again here.
    """
    others = _other_texts(corpus)
    texts = [*_texts(corpus), *(one.text for one in others)]
    hashes = [text_hash(text) for text in texts]
    vectors, new = vectors_of(texts, hashes, encoder, previous, progress)
    kinds = {"organisation": corpus.organisations, "project": corpus.projects, "profile": corpus.profiles}
    start = 0
    for kind, rows in (kinds | {"other_text": others}).items():
        part[f"{kind}.vector"] = vectors[start : start + len(rows)]
        start += len(rows)
    part.update(Strings.pack("text_hash", hashes) | audience_arrays(corpus, others))
    return hashes, new


def _texts(corpus: Corpus) -> list[str]:
    titles, labels = derive.titles_by_organisation(corpus), _labels(corpus)
    profiles = [text_of(row, labels, titles.get(row.id, ())) for row in corpus.organisations]
    return [*profiles, *map(project_text, corpus.projects), *map(posted_text, corpus.profiles)]


def _other_texts(corpus: Corpus) -> list[OtherText]:
    if not any(row.audiences for row in corpus.organisations):
        return []
    return other_texts(corpus, derive.titles_by_organisation(corpus), _labels(corpus))


def _labels(corpus: Corpus) -> dict[str, str]:
    return {row.id: row.labels.get("en", row.id) for row in corpus.capabilities}


def begun(model: str, graph_version: int) -> Manifest:
    """Return the manifest of a version that is begun now, which counts nothing yet."""
    now = datetime.now(UTC)
    origin = blake2b(f"{graph_version} {model} {now.isoformat()}".encode(), digest_size=3).hexdigest()
    version = f"{now:%Y%m%dT%H%M%S.%f}-{origin}"
    return Manifest(version, now, graph_version, model, dimensions=0, counts={}, cosine_low=0.0, cosine_high=1.0)


def finished(manifest: Manifest, arrays: Mapping[str, npt.NDArray[Any]], clusters: int) -> Manifest:
    """Return the manifest with what there is to say of all arrays."""
    vectors = arrays["organisation.vector"]
    low, high = _cosine_range(vectors)
    counts = {
        "organisations": len(vectors),
        "projects": len(arrays["project.vector"]),
        "participations": len(arrays["participation.indices"]),
        "clusters": clusters,
        "profiles": len(arrays["profile.vector"]),
    }
    return replace(manifest, dimensions=int(vectors.shape[1]), counts=counts, cosine_low=low, cosine_high=high)


def _cosine_range(vectors: Vectors) -> tuple[float, float]:
    """Return the middle cosine of random pairs and that of very close ones; (0, 1) where too few can tell.

    The first is never below 0, which is what a text of which nothing is known has with all others.
    """
    few = 8
    known = np.flatnonzero(vectors.any(axis=1))
    if len(known) < few:
        return 0.0, 1.0
    sample, others = (vectors[known[:: max(1, len(known) // most)]] for most in (SAMPLE, COMPARED))
    cosines = (sample @ others.T).ravel()
    # Equal texts say nothing of how alike close but different ones are.
    cosines = cosines[cosines < 1.0 - 1e-4]
    if not len(cosines):
        return 0.0, 1.0
    low, high = np.quantile(cosines, [0.5, _HIGH_QUANTILE])
    low = max(low, 0.0)
    return float(low), float(max(high, low + 0.05))
