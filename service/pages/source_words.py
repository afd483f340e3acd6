"""Where something is known from, in words."""

from typing import Final

from graph_schema.store import OWN
from matchers.errors import MatchingError
from service.api.writes import SOURCE as API
from service.pages.wording import in_language
from service.runtime import current_runtime

_LIST: Final = "members:"


def source_words(source: str) -> str:
    """Name a source of the graph: "members:lombardy-energy" is "the list of members of Lombardy Energy"."""
    if source == OWN:
        return "told in its own name"
    if source == API:
        return "a program that writes here"
    if source.startswith(_LIST):
        return f"the list of members of {_cluster(source.removeprefix(_LIST))}"
    if source.startswith("cordis"):
        return "CORDIS, the European Commission's list of projects"
    return source or "a source that is not on record"


def _cluster(cluster_id: str) -> str:
    try:
        snapshot = current_runtime().whole().snapshot
        return in_language(snapshot.tables.clusters[snapshot.cluster_column(cluster_id)].names)
    except MatchingError:
        return cluster_id


FILTERS: Final = {"source_words": source_words}
