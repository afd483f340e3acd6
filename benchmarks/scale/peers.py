"""What people would build otherwise, on the same data: the 50 nearest profiles, re-ranked by Neo4j."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import numpy as np
from neo4j import Driver, GraphDatabase, Session
from neo4j_graphrag.retrievers import VectorCypherRetriever
from sklearn.neighbors import NearestNeighbors

from graph_schema.connection import GraphAddress
from graph_schema.records import GraphRows
from graph_schema.store.parameters import node_parameters, tie_parameters
from matchers.snapshot import Snapshot
from matchers.snapshot.snapshot import Floats

K: Final = 50
INDEX: Final = "organisation_embedding"
BATCH: Final = 2_000

_RERANK: Final = """
WITH node, score WHERE node.kind IN $kinds AND node.id <> $id
OPTIONAL MATCH (node)-[:TOOK_PART_IN]->(:Project)<-[:TOOK_PART_IN]-(partner:Organisation)
  -[:TOOK_PART_IN]->(:Project)<-[:TOOK_PART_IN]-(:Organisation {id: $id})
WITH node, score, count(DISTINCT partner) AS shared
RETURN node.id AS id, node.name AS name, node.kind AS kind, node.country AS country, node.city AS city,
       shared, score + log(1 + shared) AS total
ORDER BY total DESC LIMIT 10
"""
"""Re-ranks by the partners that both have worked with."""

_ORGANISATIONS: Final = "UNWIND $rows AS row MERGE (node:Organisation {id: row.id}) SET node += row.properties"
_PROJECTS: Final = "UNWIND $rows AS row MERGE (node:Project {id: row.id}) SET node += row.properties"
_TIES: Final = """
UNWIND $rows AS row
MATCH (organisation:Organisation {id: row.organisation_id})
MATCH (project:Project {id: row.project_id})
MERGE (organisation)-[tie:TOOK_PART_IN]->(project) SET tie.role = row.role, tie.order = row.order
"""
_VECTORS: Final = """
UNWIND $rows AS row MATCH (node:Organisation {id: row.id})
CALL db.create.setNodeVectorProperty(node, 'embedding', row.vector)
"""

Timed = tuple[list[float], float]
"""Seconds of each question, and of all together."""


def driver(address: GraphAddress) -> Driver:
    """Return a driver as anybody would make it."""
    return GraphDatabase.driver(address.uri, auth=(address.user, address.password))


def plain_import(session: Session, parts: Sequence[GraphRows]) -> None:
    """Write nodes and links by batched UNWIND, each batch a transaction."""
    for part in parts:
        for query, rows in (
            (_ORGANISATIONS, [node_parameters(row) for row in part.organisations]),
            (_PROJECTS, [node_parameters(row) for row in part.projects]),
            (_TIES, tie_parameters(part.participations)),
        ):
            for start in range(0, len(rows), BATCH):
                session.run(query, rows=rows[start : start + BATCH]).consume()


def write_vectors(session: Session, snapshot: Snapshot, within: float) -> int:
    """Write profile vectors, each with its place in the index, for so many seconds; return how many are written."""
    ids, ends = list(snapshot.column("organisation.id")), time.perf_counter() + within
    for start in range(0, len(ids), BATCH):
        if time.perf_counter() > ends:
            return start
        vectors = snapshot.vectors[start : start + BATCH].tolist()
        rows = [{"id": key, "vector": vector} for key, vector in zip(ids[start : start + BATCH], vectors, strict=True)]
        session.run(_VECTORS, rows=rows).consume()
    session.run("CALL db.awaitIndexes(3600)").consume()
    return len(ids)


def graphrag(to: Driver, questions: Sequence[Mapping[str, Any]], clients: int) -> Timed:
    """Ask neo4j-graphrag's VectorCypherRetriever, each client after its own answer."""
    retriever = VectorCypherRetriever(to, INDEX, _RERANK, neo4j_database="neo4j")

    def ask(question: Mapping[str, Any]) -> None:
        told = {"kinds": question["kinds"], "id": question["id"]}
        retriever.search(query_vector=question["vector"], top_k=K, query_params=told)

    return timed(ask, questions, clients)


def index_alone(to: Driver, questions: Sequence[Mapping[str, Any]], clients: int) -> Timed:
    """Ask Neo4j's vector index for ids alone."""
    query = "CALL db.index.vector.queryNodes($index, $k, $vector) YIELD node, score RETURN node.id AS id, score"

    def ask(question: Mapping[str, Any]) -> None:
        to.execute_query(query, index=INDEX, k=K, vector=question["vector"], database_="neo4j")

    return timed(ask, questions, clients)


def exact_numpy(vectors: Floats, rows: Sequence[int]) -> Timed:
    """Compare all vectors with numpy, and take the nearest."""
    return timed(lambda row: np.argpartition(-(vectors @ vectors[row]), K)[:K], rows, 1)


def exact_sklearn(vectors: Floats, rows: Sequence[int]) -> Timed:
    """Ask scikit-learn's NearestNeighbors, which compares all by cosine."""
    nearest = NearestNeighbors(n_neighbors=K, metric="cosine", algorithm="brute").fit(vectors)
    return timed(lambda row: nearest.kneighbors(vectors[row : row + 1]), rows, 1)


def timed(ask: Callable[[Any], object], questions: Sequence[Any], clients: int) -> Timed:
    """Ask all questions by so many clients at once."""
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        shares = pool.map(lambda mine: list(_each(ask, mine)), [questions[at::clients] for at in range(clients)])
        seconds = [one for share in shares for one in share]
    return seconds, time.perf_counter() - began


def _each(ask: Callable[[Any], object], questions: Sequence[Any]) -> Iterator[float]:
    for question in questions:
        began = time.perf_counter()
        ask(question)
        yield time.perf_counter() - began
