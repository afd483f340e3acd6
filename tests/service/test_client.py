"""The Python client that the service gives away, against the service on a port of this machine."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, Response, request
from pydantic import SecretStr
from werkzeug.serving import make_server

from graph_schema import store
from graph_schema.connection import Graph, GraphAddress
from graph_schema.records import Cluster, GraphRows
from service.app import create_app
from service.errors import TooManyAttemptsError
from service.settings import Settings
from service.static.filiera_client import Filiera, FilieraError, NotAllowed, NotFound, Refused, Unavailable
from tests.service.world import build_world, settings_over

WRITE_KEY = "a key that the client sends"
LIST = b"Nome;Citta;Partita IVA\nAlfa Srl;Milano;\nBeta SpA;Bergamo;\n"

Serve = Callable[[Flask], Filiera]


@pytest.fixture
def waits() -> list[float]:
    """How long the client would have slept, each time."""
    return []


@pytest.fixture
def serve(waits: list[float]) -> Iterator[Serve]:
    """A function that serves an application and returns a client of it."""
    servers = []

    def run(app: Flask) -> Filiera:
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        servers.append((server, thread))
        return Filiera(f"http://127.0.0.1:{server.server_port}/", WRITE_KEY, sleep=waits.append)

    yield run
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def application(tmp_path: Path, database: GraphAddress, graph: Graph) -> Flask:
    """The application over the small world and a database that has the vocabulary and one cluster."""
    build_world(tmp_path)
    store.sync_vocabulary(graph)
    store.write_rows(graph, GraphRows("test", clusters=(Cluster("lombardy", {"en": "Lombardy"}),)))
    return create_app(settings_over(tmp_path, database, write_key=WRITE_KEY))


@pytest.fixture
def client(serve: Serve, application: Flask) -> Filiera:
    return serve(application)


def test_all_pages_of_a_list_are_one(client: Filiera) -> None:
    found = [one["id"] for one in client.organisations(country=["IT", "NO"], page_size=3)]
    assert len(found) == len(set(found)) == 10
    assert {one["id"] for one in client.profiles(include_closed=True, page_size=2)} >= {"need-1", "gone", "back"}


def test_organisations_suggestions_matches_and_consortia_are_a_call_each(client: Filiera) -> None:
    assert client.organisation("x:evil-1")["organisation"]["country"] == "EG"
    assert client.suggestions("pompa", type="joint_venture", include_partners=True, limit=2)["matches"]
    first, second = client.matches({"text": "heat pumps", "limit": 1}, {"organisation": "vind"})
    assert (len(first["matches"]), second["organisation"]) == (1, "vind")
    assert client.consortia("heat pumps beside wind farms", partners=["turbina"])["idea"]


def test_every_operation_of_the_document_can_be_called_by_its_name(client: Filiera) -> None:
    assert client.call("get_cluster_figures", cluster_id="norway")["cluster"] == "norway"
    assert client.call("healthz") == {"status": "ok"}
    with pytest.raises(TypeError, match=r"no operation 'get_weather'; it has .*suggest_partners"):
        client.call("get_weather")
    with pytest.raises(TypeError, match=r"colour.*it takes.*organisation_id"):
        client.suggestions("pompa", colour="red")
    with pytest.raises(TypeError, match="no organisation_id"):
        client.call("get_organisation")


@pytest.mark.parametrize(
    ("ask", "kind", "status", "words"),
    [
        (lambda client: client.organisation("nobody"), NotFound, 404, "no organisation"),
        (lambda client: client.suggestions("pompa", limit=0), Refused, 422, "limit"),
        (lambda client: client.consortia("?"), Refused, 422, "too short"),
        (lambda client: client.put_organisation("my:1", name=" "), Refused, 422, "at least one letter"),
    ],
)
def test_what_is_refused_is_raised_with_the_services_own_sentence(
    client: Filiera,
    waits: list[float],
    ask: Callable[[Filiera], object],
    kind: type[FilieraError],
    status: int,
    words: str,
) -> None:
    with pytest.raises(kind, match=words) as caught:
        ask(client)
    assert caught.value.status == status
    assert bool(caught.value.errors) == (status == 422)
    assert waits == [], "what is wrong is not tried again"


def test_a_wrong_key_is_told(client: Filiera) -> None:
    client.key = "another"
    with pytest.raises(NotAllowed, match="does not count"):
        client.put_organisation("my:1", name="A")


def test_a_write_whose_answer_was_lost_is_sent_again_and_done_once(
    serve: Serve, application: Flask, waits: list[float], graph: Graph
) -> None:
    """The service does it, then says that it is busy, as a proxy does whose connection broke."""
    lost: list[str] = []

    @application.after_request
    def lose(response: object) -> object:
        if request.method == "PUT" and not lost:
            lost.append(request.headers["Idempotency-Key"])
            return Response("{}", 503, {"Retry-After": "7"})
        return response

    answer = serve(application).put_organisation("my:firm-1", name="A", country="IT")
    assert answer["counts"]["organisations"] == {"created": 1, "changed": 0, "unchanged": 0}
    assert answer["version"] == store.graph_version(graph)
    assert (len(lost), waits) == (1, [7.0])


def test_who_asks_too_often_waits_as_long_as_it_is_told(serve: Serve, application: Flask, waits: list[float]) -> None:
    refused: list[bool] = []

    @application.before_request
    def refuse() -> None:
        if len(refused) < 2:
            refused.append(True)
            raise TooManyAttemptsError("Too often.", 3)

    assert serve(application).call("healthz") == {"status": "ok"}
    assert waits == [3.0, 3.0]


def test_who_is_always_busy_is_given_up(serve: Serve, world: Path, waits: list[float]) -> None:
    """There is no database to write to."""
    client = serve(create_app(Settings(data_dir=world, write_key=SecretStr(WRITE_KEY))))
    with pytest.raises(Unavailable, match="database") as caught:
        client.put_profile(
            "my:need",
            organisation="pompa",
            direction="request",
            subject="business",
            title="Pipes",
            text="We look for pipes of steel.",
        )
    assert caught.value.status == 503
    assert len(waits) == client.tries - 1


def test_a_service_that_is_not_there_is_told(waits: list[float]) -> None:
    client = Filiera("http://127.0.0.1:9", tries=2, sleep=waits.append)
    with pytest.raises(Unavailable, match=r"127\.0\.0\.1:9 does not answer") as caught:
        client.organisation("pompa")
    assert (caught.value.status, waits) == (0, [1.0])


def test_what_has_not_changed_is_not_sent_again(serve: Serve, application: Flask) -> None:
    statuses = []

    @application.after_request
    def note(response: object) -> object:
        statuses.append(getattr(response, "status_code", 0))
        return response

    client = serve(application)
    first = client.suggestions("pompa")
    first["matches"].clear()
    assert client.suggestions("pompa")["matches"], "what a caller does with an answer stays with the caller"
    assert statuses[-2:] == [200, 304]


def test_files_are_sent(client: Filiera, graph: Graph) -> None:
    told = client.upload("post_members", ('mem"bers.csv', LIST), cluster="lombardy", dry_run=True)
    assert (told["dry_run"], told["found"]["organisations"]) == (True, 2)
    client.upload("post_members", ("members.csv", LIST), cluster="lombardy", network=["power=Power Network"])
    assert {row.name for row in store.read_rows(graph).organisations} == {"Alfa Srl", "Beta SpA"}


def test_the_client_is_served_as_it_is(application: Flask) -> None:
    response = application.test_client().get("/static/filiera_client.py")
    assert response.data == Path("service/static/filiera_client.py").read_bytes()
    assert "filiera_client.py" in application.test_client().get("/docs").text
