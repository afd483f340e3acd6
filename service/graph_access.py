"""Which database the settings mean: the user's own, or the managed local one."""

from graph_schema.connection import Graph, GraphAddress
from graph_schema.errors import GraphUnavailableError
from graph_schema.local_server import LocalServer
from service.settings import Settings


def graph_address(settings: Settings) -> GraphAddress:
    """Return where the database is: NEO4J_URI, or else the running managed server.

    Raises:
        GraphUnavailableError: neither is there, with how to start the managed one.
    """
    own = own_database(settings)
    address = own or LocalServer(settings.local_neo4j_dir).address()
    if address is None:
        raise GraphUnavailableError(
            "The local database is not running: start it with `flask db start`, or set NEO4J_URI to your own Neo4j."
        )
    return address


def own_database(settings: Settings) -> GraphAddress | None:
    """Return the address that NEO4J_URI and its companions give, or None where NEO4J_URI is unset."""
    if settings.neo4j_uri is None:
        return None
    return GraphAddress(
        settings.neo4j_uri,
        settings.neo4j_user,
        settings.neo4j_password.get_secret_value(),
        settings.neo4j_database,
    )


def connected_graph(settings: Settings) -> Graph:
    """Return the database once it has said that it is usable; raises a GraphError with what to do otherwise."""
    graph = Graph.connect(graph_address(settings))
    graph.check()
    return graph
