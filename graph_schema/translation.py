"""The driver's errors as ours: the one place that knows both."""

from neo4j.exceptions import (
    ConnectionAcquisitionTimeoutError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
    UnsupportedServerProduct,
)

from graph_schema.errors import (
    GraphCredentialsError,
    GraphError,
    GraphUnavailableError,
    UnsupportedGraphError,
    sentence,
)

BY_CODE: tuple[tuple[str, type[GraphError], str], ...] = (
    (
        "Neo.ClientError.Security.Forbidden",
        GraphCredentialsError,
        sentence(
            "The user {user!r} may not do this at {uri}: give it the rights to read, write and change the schema, or "
            "set NEO4J_USER to one that has them."
        ),
    ),
    (
        "Neo.ClientError.Security.",
        GraphCredentialsError,
        sentence(
            "The database at {uri} refused the user {user!r} or its password: check NEO4J_USER and NEO4J_PASSWORD."
        ),
    ),
    (
        "Neo.ClientError.Database.DatabaseNotFound",
        UnsupportedGraphError,
        sentence("{uri} has no database named {database!r}: create it there or set NEO4J_DATABASE."),
    ),
    (
        "Neo.ClientError.Transaction.TransactionTimedOut",
        GraphUnavailableError,
        sentence("The database at {uri} took too long over this: try again later."),
    ),
    *(
        (
            f"Neo.TransientError.General.{code}",
            GraphUnavailableError,
            sentence(
                "The database at {uri} has too little memory for this at once, and nothing of it was written: bring in "
                "fewer rows at a time, or give the database more."
            ),
        )
        for code in ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError", "OutOfMemoryError")
    ),
)
"""Beginning of the server's error code, our class, our sentence; the first row that fits counts."""

BY_CLASS: tuple[tuple[type[DriverError] | type[Neo4jError], type[GraphError], str], ...] = (
    (
        UnsupportedServerProduct,
        UnsupportedGraphError,
        sentence("What answers at {uri} is not a Neo4j this service can use: set NEO4J_URI to a Neo4j 5.26 or newer."),
    ),
    *(
        (
            away,
            GraphUnavailableError,
            (
                "The database at {uri} does not answer now: start it (`flask db start` for the local one) or check "
                "NEO4J_URI."
            ),
        )
        for away in (ServiceUnavailable, SessionExpired, TransientError, ConnectionAcquisitionTimeoutError)
    ),
    (DriverError, GraphError, sentence("The connection to {uri} failed: {error}")),
    (Neo4jError, GraphError, sentence("The database at {uri} refused a request: {error}")),
)
"""The driver's class, our class, our sentence; the first row that fits counts."""


def translate(error: DriverError | Neo4jError, uri: str, user: str, database: str) -> GraphError:
    """Return our error for one of the driver's, raised at the database `database` of `uri` for `user`."""
    code, reason = (error.code, error.message) if isinstance(error, Neo4jError) else ("", str(error))
    by_code = ((ours, template) for start, ours, template in BY_CODE if code.startswith(start))
    by_class = ((ours, template) for theirs, ours, template in BY_CLASS if isinstance(error, theirs))
    ours, template = next(by_code, None) or next(by_class)
    return ours(template, uri=uri, user=user, database=database, error=reason)
