"""Where something is known from, in words."""

from typing import Final

from graph_schema.store import OWN
from matchers.errors import MatchingError
from matchers.said import said
from service.api.writes import SOURCE as API
from service.pages.wording import in_language
from service.runtime import current_runtime

_LIST: Final = "members:"
_WORDS: Final = {
    OWN: said("told in its own name"),
    API: said("a program of its own or its cluster's"),
    "": said("not on record"),
}


def source_words(source: str) -> str:
    """Name a source of the graph: "members:lombardy-energy" is "list of members of Lombardy Energy"."""
    if source.startswith(_LIST):
        return in_language(said("list of members of {cluster}", cluster=_cluster(source.removeprefix(_LIST))))
    if source.startswith(("cordis", "seed")):
        return "CORDIS"
    return in_language(_WORDS.get(source, source))


def _cluster(cluster_id: str) -> str:
    try:
        snapshot = current_runtime().whole().snapshot
        return in_language(snapshot.tables.clusters[snapshot.cluster_column(cluster_id)].names)
    except MatchingError:
        return cluster_id


FILTERS: Final = {"source_words": source_words}
