"""Which jars make up Neo4j, and how one of them comes onto this machine.

`jars.csv` pins every jar by coordinates, size in bytes and SHA-256, so that a first start downloads exactly what was
tried, in parallel, without walking the dependency graph again. `lock_jars.py` writes that file.
"""

import csv
import hashlib
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jgo.config import GlobalSettings
from jgo.constants import MAVEN_CENTRAL_URL
from jgo.maven import Artifact, MavenContext

from graph_schema.errors import LocalServerError

LOCK_FILE = Path(__file__).with_name("jars.csv")


@dataclass(frozen=True, slots=True)
class Jar:
    """One pinned jar: Maven coordinates (`classifier` is mostly empty), size in bytes and SHA-256 in hexadecimal."""

    group: str
    artifact: str
    version: str
    classifier: str
    bytes: int
    sha256: str


@cache
def pinned_jars() -> tuple[Jar, ...]:
    """Return the jars of `jars.csv`, in class-path order."""
    with LOCK_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Jar(row["group"], row["artifact"], row["version"], row["classifier"], int(row["bytes"]), row["sha256"])
            for row in csv.DictReader(file)
        )


def maven(repo_cache: Path | None = None) -> MavenContext:
    """Return jgo's view of Maven, with the user's own cache folder and mirrors; `repo_cache` is another folder."""
    settings = GlobalSettings.load()
    repositories = {"central": MAVEN_CENTRAL_URL, **settings.repositories}
    return MavenContext(repo_cache=repo_cache or settings.repo_cache, remote_repos=repositories)


def artifact(jar: Jar, context: MavenContext) -> Artifact:
    """Return the jar as jgo knows it."""
    return context.project(jar.group, jar.artifact).at_version(jar.version).artifact(jar.classifier)


def cached_path(jar: Jar, context: MavenContext) -> Path:
    """Return where the jar lies in the cache, or would lie."""
    wanted = artifact(jar, context)
    return context.repo_cache / wanted.component.path_prefix / wanted.cached_filename


def is_cached(jar: Jar, context: MavenContext) -> bool:
    """Tell whether the cache has the jar in full; its checksum was looked at when it was downloaded."""
    path = cached_path(jar, context)
    return path.is_file() and path.stat().st_size == jar.bytes


def download(jar: Jar, context: MavenContext) -> None:
    """Download one jar, check its SHA-256 and put it into the cache in one step, so that no half a jar is ever found.

    Raises:
        LocalServerError: the registry sent something else than what is pinned.
        OSError, RuntimeError: the registry cannot be reached, or does not have it.
    """
    target = cached_path(jar, context)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".download-") as folder:
        arrived = artifact(jar, maven(Path(folder))).resolve()
        if hashlib.sha256(arrived.read_bytes()).hexdigest() != jar.sha256:
            raise LocalServerError(
                f"The download of {target.name} is not the file that this version of Filiera was tried with: "
                "try again, and look at the proxy or mirror in between if it goes on."
            )
        arrived.replace(target)
