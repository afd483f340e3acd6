"""Posting an offer or request: what it would bring before anybody writes it, and writing it."""

from typing import Final

from graph_schema import store
from graph_schema.connection import Graph
from graph_schema.records import CapabilityTag, GraphRows, Profile
from graph_schema.store import WriteSummary
from matchers.completeness import Posting, posting
from service.auth.reach import reaches
from service.imports.tagging import vocabulary_tagger
from service.indexing import profile_row
from service.profiles import profile_tags
from service.runtime import Runtime

ANSWERS_SHOWN: Final = 5
"""So many of those who would answer are told of."""


def posting_of(runtime: Runtime, profile: Profile) -> Posting:
    """Return what an offer or request would bring to whom it is of, in the eyes of who asks; errors as `posting`."""
    told = tuple((tag.capability_id, tag.strength, tag.evidence) for tag in _tags(profile))
    return posting(runtime.engine(), profile_row(profile, told), ANSWERS_SHOWN)


def write_profile(graph: Graph, profile: Profile, source: str) -> WriteSummary:
    """Create or replace an offer or request with what it speaks of.

    Raises ChangedMeanwhileError where one with its id stands by then that who asks may not replace.
    """
    rows = GraphRows(source, profiles=(profile,), profile_tags=_tags(profile))
    return store.write_rows(graph, rows, may_replace=reaches)


def _tags(profile: Profile) -> tuple[CapabilityTag, ...]:
    return profile_tags((profile,), vocabulary_tagger())
