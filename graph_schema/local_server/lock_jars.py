"""Write `jars.csv` anew, for another version of Neo4j: `python -m graph_schema.local_server.lock_jars 5.26.30`."""

import csv
import hashlib
import sys
from dataclasses import asdict, fields

from jgo.maven import Artifact

from graph_schema.local_server.jars import LOCK_FILE, Jar, maven

ROOTS = ("org.neo4j.app:neo4j-server", "org.neo4j:neo4j")


def resolve(version: str) -> list[Jar]:
    """Walk the dependency graph of this version of Neo4j Community and download every jar of it."""
    context = maven()
    roots = [context.create_dependency(f"{root}:{version}") for root in ROOTS]
    inputs, transitive = context.resolver.resolve(roots)
    return [pin(dependency.artifact) for dependency in (*inputs, *transitive)]


def pin(artifact: Artifact) -> Jar:
    """Download one artifact and write down what came."""
    content = artifact.resolve().read_bytes()
    checksum = hashlib.sha256(content).hexdigest()
    coordinates = (artifact.groupId, artifact.artifactId, artifact.version, artifact.classifier)
    return Jar(*coordinates, bytes=len(content), sha256=checksum)


def main(version: str) -> None:
    """Resolve, and replace the lock file."""
    jars = resolve(version)
    with LOCK_FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Jar)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(jar) for jar in jars)


if __name__ == "__main__":
    main(sys.argv[1])
