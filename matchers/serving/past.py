"""The past that a snapshot knows, as the ranker learns from it and asks it."""

from functools import partial

from matchers.corpus import Corpus
from matchers.past.training import Training, corpus_before, corpus_of_projects, day_after_last_start
from matchers.snapshot.restore import corpus_of
from matchers.snapshot.snapshot import Snapshot


def training_of(snapshot: Snapshot) -> Training:
    """Return all projects of a snapshot and the organisations in them, as known the day after the last one started.

    Projects without a date count. Organisations without any project are left out: nothing tells how they partner.
    """
    return training_of_corpus(corpus_of(snapshot))


def training_of_corpus(corpus: Corpus) -> Training:
    """Return the same of a corpus."""
    known = corpus_of_projects(corpus, corpus.projects)
    return Training(known, day_after_last_start(known), partial(corpus_before, known))
