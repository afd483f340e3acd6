"""The managed local Neo4j: installed from the package registries, started and stopped with the service."""

from graph_schema.local_server.server import LocalServer, ServerStatus

__all__ = ["LocalServer", "ServerStatus"]
