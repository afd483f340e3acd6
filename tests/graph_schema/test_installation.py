"""Getting Neo4j's jars: from a registry of our own, served from the jars that this run's database was made of."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from graph_schema.errors import LocalServerError
from graph_schema.local_server import installation
from graph_schema.local_server.installation import class_path
from graph_schema.local_server.jars import Jar, pinned_jars

CONTENT = {name: name.encode() * 1000 for name in ("one", "two")}


def jar(name: str) -> Jar:
    return Jar("org.test", name, "1.0", "", len(CONTENT[name]), hashlib.sha256(CONTENT[name]).hexdigest())


@dataclass
class Registry:
    """A Maven registry on loopback; `files` is what it has, by path, and `asked` what was asked for."""

    url: str
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def registry() -> Iterator[Registry]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            content = served.files.get(self.path)
            self.send_response(404 if content is None else 200)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = Registry(f"http://127.0.0.1:{server.server_port}")
        served.files = {f"/org/test/{name}/1.0/{name}-1.0.jar": content for name, content in CONTENT.items()}
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield served
        server.shutdown()


@pytest.fixture
def cache(registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of a user whose jgo settings name that registry; two jars are wanted."""
    settings = tmp_path / "jgo.conf"
    settings.write_text(f"[repositories]\ncentral = {registry.url}\n")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
    monkeypatch.setenv("M2_REPO", str(tmp_path / "cache"))
    monkeypatch.setattr(installation, "pinned_jars", lambda: (jar("one"), jar("two")))
    return tmp_path / "cache"


def test_missing_jars_are_downloaded_once_with_progress(cache: Path, registry: Registry) -> None:
    told: list[tuple[str, int, int]] = []
    path = class_path(lambda *step: told.append(step))
    assert [Path(part).read_bytes() for part in path.split(":")] == list(CONTENT.values())
    assert told[0] == ("Downloading Neo4j", 0, 6000)
    assert told[-1] == ("Downloading Neo4j", 6000, 6000)
    assert not list(cache.rglob(".download-*"))
    asked = len(registry.asked)
    assert class_path() == path
    assert len(registry.asked) == asked


def test_half_a_jar_left_in_the_cache_is_downloaded_again(cache: Path) -> None:
    half = cache / "org/test/one/1.0/one-1.0.jar"
    half.parent.mkdir(parents=True)
    half.write_bytes(CONTENT["one"][:100])
    class_path()
    assert half.read_bytes() == CONTENT["one"]


def test_another_file_than_the_pinned_one_is_refused(cache: Path, registry: Registry) -> None:
    registry.files["/org/test/two/1.0/two-1.0.jar"] = b"evil" * 750
    with pytest.raises(LocalServerError, match=r"download of two-1\.0\.jar is not the file"):
        class_path()
    assert not list(cache.rglob("two-*"))


def test_a_jar_that_the_registry_lacks_is_told(cache: Path, registry: Registry) -> None:
    registry.files.clear()
    with pytest.raises(LocalServerError, match="could not be downloaded from the Maven registry"):
        class_path()
    assert not list(cache.rglob("*.jar"))


def test_a_registry_that_cannot_be_reached_is_told_with_what_to_do(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jgo.conf").write_text("[repositories]\ncentral = http://127.0.0.1:1\n")
    monkeypatch.setenv("NO_PROXY", "*")
    with pytest.raises(
        LocalServerError,
        match=r"\(\[Errno 111\] .*\): look at the network or proxy, or name a mirror .* Or set NEO4J_URI",
    ):
        class_path()
    assert not list(cache.rglob("*.jar"))


def test_the_lock_file_pins_one_version_of_neo4j_and_every_jar_once() -> None:
    jars = pinned_jars()
    assert {jar.version for jar in jars if jar.group == "org.neo4j"} == {"5.26.30"}
    assert len({(jar.group, jar.artifact, jar.classifier) for jar in jars}) == len(jars)
    assert all(len(jar.sha256) == 64 and jar.bytes > 0 for jar in jars)
