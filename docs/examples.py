"""Records the answers to the examples of the API on the seed data (`python -m docs.examples`); it takes a minute."""

import json
import tempfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from flask_openapi.openapi import OpenAPI
from pydantic import SecretStr
from werkzeug.test import TestResponse

from graph_schema import store
from graph_schema.account_records import ActsFor, ApiKey, Invitation, KeyScope, Role
from graph_schema.connection import Graph, GraphAddress
from graph_schema.local_server import LocalServer
from graph_schema.migrate import migrate
from graph_schema.store import sync_vocabulary
from service.api.application import openapi_document
from service.api.examples import ANSWERS, Example, examples
from service.app import create_app
from service.auth.policy import Scope, policy
from service.auth.secret_words import KEY_PREFIX, digest
from service.imports.seed import load_seed
from service.indexing import Index
from service.runtime import EXTENSION
from service.settings import Settings

SEED: Final = Path(__file__).parents[1] / "seed_data"
KEY: Final = "the key of examples"
ACCOUNT: Final = "example"
ACCOUNT_KEY: Final = f"{KEY_PREFIX}{ACCOUNT}_for-the-examples"
"""The key of an account, for operations on what belongs to one."""

MOST_ITEMS: Final = 1
"""Of each list in an answer so many are shown."""


def seeded_app(folder: Path, address: GraphAddress) -> OpenAPI:
    """Return the service over the seed data in a database that has nothing else; its snapshot goes into the folder."""
    with Graph.connect(address) as graph:
        migrate(graph)
        sync_vocabulary(graph)
        load_seed(graph, SEED)
        make_account(graph)
    return create_app(
        Settings(
            data_dir=folder,
            neo4j_uri=address.uri,
            neo4j_user=address.user,
            neo4j_password=SecretStr(address.password),
            neo4j_database=address.database,
            write_key=SecretStr(KEY),
        )
    )


def make_account(graph: Graph) -> None:
    """Put an account with a key into the graph; nobody can log in with it."""
    now = datetime.now(UTC)
    invitation = Invitation(ACCOUNT, Role.ADMINISTRATOR, ActsFor(), None, ACCOUNT, now + timedelta(days=1))
    store.write_invitation(graph, invitation, ACCOUNT)
    store.make_account(
        graph,
        ACCOUNT,
        account_id=ACCOUNT,
        email="example@example.org",
        name="Example",
        password_hash="",
        session_stamp=ACCOUNT,
    )
    key = ApiKey(ACCOUNT, "Examples", (KeyScope.READ, KeyScope.WRITE), now, now + timedelta(days=1))
    store.write_api_key(graph, ACCOUNT, key, digest(ACCOUNT_KEY))


def answers(app: OpenAPI) -> dict[str, TestResponse]:
    """Send all examples in their order, and return the answers by operation."""
    places = {
        operation["operationId"]: (method, path)
        for path, methods in openapi_document(app)["paths"].items()
        for method, operation in methods.items()
    }
    found = {}
    update(app)
    for name, example in examples().items():
        found[name] = send(app, *places[name], example, key_for(app, *places[name]))
        if name == "put_profile":
            update(app)
    return found


def update(app: OpenAPI) -> None:
    """Bring the snapshot up to date, as the watch of a running service does."""
    runtime = app.extensions[EXTENSION]
    Index(runtime.settings, runtime.encoder).update(runtime.graph())


def key_for(app: OpenAPI, method: str, path: str) -> str:
    """Return the key with which an operation is tried: the account's own for what belongs to an account."""
    names = {
        one.rule.replace("<", "{").replace(">", "}"): one
        for one in app.url_map.iter_rules()
        if method.upper() in (one.methods or ())
    }
    scope = policy().rule(names[path].endpoint).administrator
    return ACCOUNT_KEY if scope is Scope.OWN_ACCOUNT else KEY


def send(app: OpenAPI, method: str, path: str, example: Example, key: str = KEY) -> TestResponse:
    """Send one example."""
    form = None
    if example.form is not None:
        file = BytesIO(str(example.form["file"]).encode())
        form = {name: str(value) for name, value in example.form.items()} | {"file": (file, "list.csv")}
    return app.test_client().open(
        example.address(path),
        method=method.upper(),
        json=example.body,
        data=form,
        headers={"Authorization": f"Bearer {key}"},
    )


def cut(answer: object) -> Any:  # noqa: ANN401  whatever JSON holds
    """Return an answer with the first few of each list."""
    if isinstance(answer, dict):
        return {name: cut(value) for name, value in answer.items()}
    return [cut(value) for value in answer[:MOST_ITEMS]] if isinstance(answer, list) else answer


def record() -> None:
    """Write the answers anew."""
    with tempfile.TemporaryDirectory() as folder:
        server = LocalServer(Path(folder) / "neo4j")
        app = seeded_app(Path(folder), server.start(attached=True))
        try:
            found = {
                name: cut(one.get_json()) for name, one in answers(app).items() if one.mimetype == "application/json"
            }
        finally:
            server.stop()
    ANSWERS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
