"""Networks of clusters: whose partners read what clusters open to them."""

import re
from hashlib import blake2b
from typing import Final
from unicodedata import normalize

from graph_schema.connection import Graph
from graph_schema.records import GraphRows, Network
from graph_schema.store import write_rows
from service.runtime import current_runtime
from service.unseen import in_one_line

SOURCE: Final = "people"
"""The source of networks that somebody named when inviting their first partner."""


def network_named(graph: Graph, name: str) -> str:
    """Return the id of the network of this name, which is made where there is none."""
    name = in_one_line(name)
    for known in current_runtime().whole().snapshot.tables.networks:
        if known.name.casefold() == name.casefold():
            return known.id
    network = Network(_id(name), name)
    write_rows(graph, GraphRows(SOURCE, networks=(network,)))
    return network.id


def _id(name: str) -> str:
    plain = normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    digest = blake2b(name.casefold().encode(), digest_size=3).hexdigest()
    return "-".join([*re.findall("[a-z0-9]+", plain)[:6], digest])
