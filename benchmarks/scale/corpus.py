"""A federation as the corpus that a snapshot is built from, as `service.indexing` reads it from the graph."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from benchmarks.federation import Federation
from benchmarks.scale.word_means import WordMeans
from graph_schema.records import GraphRows
from matchers.corpus import Corpus
from service.indexing import corpus_from, vocabulary_rows


def corpus_of_parts(parts: Iterable[GraphRows]) -> Corpus:
    """Return all parts of a federation as one corpus."""
    corpora = [corpus_from(part) for part in parts]
    return replace(
        corpora[0],
        organisations=tuple(chain.from_iterable(one.organisations for one in corpora)),
        projects=tuple(chain.from_iterable(one.projects for one in corpora)),
        participations=tuple(chain.from_iterable(one.participations for one in corpora)),
        clusters=tuple(chain.from_iterable(one.clusters for one in corpora)),
        profiles=tuple(chain.from_iterable(one.profiles for one in corpora)),
    )


def encoder_of(federation: Federation) -> WordMeans:
    """Return the stand-in encoder that knows the words of a federation's sentences, capabilities and titles."""
    first = federation.part(0)
    told = [row.objective or "" for row in first.projects] + [row.title or "" for row in first.projects]
    return WordMeans([*told, *(row.labels["en"] for row in vocabulary_rows())])
