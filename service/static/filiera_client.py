"""A client of the Filiera API: one file without dependencies, for Python 3.11 or newer. Copy it to where you need it.

    from filiera_client import Filiera

    filiera = Filiera("http://127.0.0.1:8000", key="fil_…")  # a key from the page of your account, to read or write
    for organisation in filiera.organisations(q="heat pumps", country=["IT", "NO"]):
        print(organisation["name"])
    for match in filiera.suggestions("999529420", type="common_lab")["matches"]:
        print(match["organisation"]["name"], match["score"])

Every operation of the API can be called by its name in the service's OpenAPI document, such as
`filiera.call("get_cluster_figures", cluster_id="lombardy-energy")`. What the service refuses is raised as a
FilieraError with the service's own sentence. A call that the service has no time for (429, 503) is made again after the
time it asks for; a write carries an Idempotency-Key with it, so that it is done once however often it is sent.
"""

import json
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

JSON = dict[str, Any]

OPENAPI: Final = "/api/v1/openapi.json"
LONGEST_WAIT_SECONDS: Final = 60.0
REMEMBERED_ANSWERS: Final = 200

_KEY_IN_USE: Final = "/docs#problem-key-in-use"
_SAFE: Final = frozenset({"get", "head"})


class FilieraError(Exception):
    """What the service refused or could not do; `str()` is its sentence.

    `status` is HTTP's, 0 where no answer came; `kind` names the problem, such as `not-found`; `errors` are the fields
    that were refused, each with a message.
    """

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        """Take the status and the problem document (RFC 9457)."""
        super().__init__(problem.get("detail") or problem.get("title") or f"HTTP status {status}")
        self.status = status
        self.kind = str(problem.get("type", "")).partition("#problem-")[2]
        self.errors: list[dict[str, str]] = list(problem.get("errors", ()))


class NotFound(FilieraError):  # noqa: N818  it reads as what happened
    """There is nothing with this id, or nothing that you may see."""


class Refused(FilieraError):  # noqa: N818  likewise
    """The request was not right; `errors` name the fields."""


class NotAllowed(FilieraError):  # noqa: N818  likewise
    """A key is needed, or this one does not count."""


class Unavailable(FilieraError):  # noqa: N818  likewise
    """The service did not answer, or said to come later, however often it was asked."""


_CLASSES: Final[dict[int, type[FilieraError]]] = {
    HTTPStatus.NOT_FOUND: NotFound,
    HTTPStatus.BAD_REQUEST: Refused,
    HTTPStatus.UNPROCESSABLE_ENTITY: Refused,
    HTTPStatus.UNAUTHORIZED: NotAllowed,
    HTTPStatus.FORBIDDEN: NotAllowed,
    HTTPStatus.TOO_MANY_REQUESTS: Unavailable,
    HTTPStatus.SERVICE_UNAVAILABLE: Unavailable,
    0: Unavailable,
}


@dataclass(frozen=True)
class _Content:
    """What is sent with a call."""

    media_type: str
    body: bytes


@dataclass
class Filiera:
    """The API of one service, at its address; `key` is sent with each call if given.

    A call is tried `tries` times in all; `timeout_seconds` is how long to wait for each answer.
    """

    address: str
    key: str | None = None
    tries: int = 4
    timeout_seconds: float = 60.0
    sleep: Callable[[float], None] = time.sleep
    _operations: dict[str, tuple[str, str, JSON]] = field(default_factory=dict, init=False, repr=False)
    _answers: dict[str, tuple[str, bytes]] = field(default_factory=dict, init=False, repr=False)

    def organisations(self, **query: object) -> Iterator[JSON]:
        """Yield all organisations that a search finds, page by page; `query` as `search_organisations` takes it."""
        return self.pages("search_organisations", **query)

    def organisation(self, organisation_id: str) -> JSON:
        """Return all that is known of an organisation."""
        return self.call("get_organisation", organisation_id=organisation_id)

    def suggestions(self, organisation_id: str, **query: object) -> JSON:
        """Return suggested partners of an organisation, with reasons; `query` such as `type` and `limit`."""
        return self._json("suggest_partners", query | {"organisation_id": organisation_id})

    def matches(self, *queries: Mapping[str, object]) -> list[JSON]:
        """Return the answers to many queries at once, in their order."""
        answers: list[JSON] = self.call("match_many", body={"queries": list(queries)})["results"]
        return answers

    def consortia(self, idea: str, **wishes: object) -> JSON:
        """Return what a project idea needs, who is missing, and whole teams."""
        return self.call("assemble_consortia", body={"idea": idea, **wishes})

    def profiles(self, **query: object) -> Iterator[JSON]:
        """Yield all offers and requests that a search finds."""
        return self.pages("search_profiles", **query)

    def put_organisation(self, organisation_id: str, **facts: object) -> JSON:
        """Create or change an organisation."""
        return self.call("put_organisation", organisation_id=organisation_id, body=facts)

    def put_profile(self, profile_id: str, **facts: object) -> JSON:
        """Create or replace an offer or request."""
        return self.call("put_profile", profile_id=profile_id, body=facts)

    def pages(self, operation: str, **values: object) -> Iterator[JSON]:
        """Yield the items of all pages of a list; nothing is skipped or repeated while others come and go."""
        answer = self._json(operation, values)
        yield from answer["items"]
        while answer.get("next"):
            answer = self._json(operation, values | {"cursor": answer["next"]})
            yield from answer["items"]

    def call(
        self, operation: str, *, body: object = None, idempotency_key: str | None = None, **values: object
    ) -> JSON:
        """Call an operation by its name in the OpenAPI document; `values` are its parameters, in path and query.

        A key of your own makes a write that another process repeats count as the same. Raises FilieraError, and
        TypeError for a name that the document does not have.
        """
        content = None if body is None else _Content("application/json", json.dumps(body).encode())
        return self._json(operation, values, content, idempotency_key)

    def upload(self, operation: str, file: tuple[str, bytes], **form: object) -> JSON:
        """Send a file, as (name, bytes), and the other fields of a form: `post_members` and `post_profiles`."""
        return self._json(operation, {}, _multipart(file, form))

    def download(self, operation: str, **values: object) -> bytes:
        """Return the bytes of a file that an operation answers with."""
        return self._bytes(operation, values)

    def _json(
        self, operation: str, values: Mapping[str, object], content: "_Content | None" = None, key: str | None = None
    ) -> JSON:
        answer: JSON = json.loads(self._bytes(operation, values, content, key))
        return answer

    def _bytes(
        self, operation: str, values: Mapping[str, object], content: "_Content | None" = None, key: str | None = None
    ) -> bytes:
        method, path, described = self._operation(operation)
        places = {parameter["name"]: parameter["in"] for parameter in described.get("parameters", ())}
        wrong = [name for name in values if name not in places]
        wrong += [f"no {name}" for name, place in places.items() if place == "path" and name not in values]
        if wrong:
            raise TypeError(f"{operation} was given {', '.join(wrong)}; it takes {', '.join(places) or 'nothing'}.")
        for name in [name for name, place in places.items() if place == "path"]:
            path = path.replace(f"{{{name}}}", quote(str(values[name]), safe=""))
        query = {name: _told(value) for name, value in values.items() if places[name] == "query" and value is not None}
        address = self.address.rstrip("/") + path + ("?" + urlencode(query, doseq=True) if query else "")
        headers = {} if method in _SAFE else {"Idempotency-Key": key or str(uuid.uuid4())}
        return self._ask(method, address, headers, content)

    def _operation(self, name: str) -> tuple[str, str, JSON]:
        """Return an operation's method, path and description."""
        if not self._operations:
            document = json.loads(self._ask("get", self.address.rstrip("/") + OPENAPI, {}, None))
            self._operations = {
                operation["operationId"]: (method, path, operation)
                for path, methods in document["paths"].items()
                for method, operation in methods.items()
            }
        if name not in self._operations:
            raise TypeError(f"The API has no operation {name!r}; it has {', '.join(sorted(self._operations))}.")
        return self._operations[name]

    def _ask(self, method: str, address: str, headers: dict[str, str], content: "_Content | None") -> bytes:
        for turn in range(1, self.tries + 1):
            try:
                return self._ask_once(method, address, headers, content)
            except HTTPError as error:
                problem = _problem(error)
                is_busy = error.code in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
                if turn == self.tries or not (is_busy or problem.get("type") == _KEY_IN_USE):
                    raise _CLASSES.get(error.code, FilieraError)(error.code, problem) from None
                self.sleep(_wait(error.headers.get("Retry-After"), turn))
            except (URLError, TimeoutError, ConnectionError) as error:
                if turn == self.tries:
                    raise Unavailable(0, {"detail": f"{self.address} does not answer: {error}"}) from None
                self.sleep(_wait(None, turn))
        raise ValueError("`tries` must be at least 1.")

    def _ask_once(self, method: str, address: str, headers: dict[str, str], content: "_Content | None") -> bytes:
        """Ask; an answer that the service says has not changed is the one that is remembered."""
        tag, remembered = self._answers.get(address, ("", b"")) if method == "get" else ("", b"")
        sent = headers | ({"Content-Type": content.media_type} if content else {})
        sent |= {"Authorization": f"Bearer {self.key}"} if self.key else {}
        sent |= {"If-None-Match": tag} if tag else {}
        body = content.body if content else None
        request = Request(address, body, sent, method=method.upper())  # noqa: S310  the address is the user's own
        try:
            with urlopen(request, timeout=self.timeout_seconds) as response:  # noqa: S310  likewise
                answer: bytes = response.read()
                self._remember(method, address, response.headers.get("ETag"), answer)
                return answer
        except HTTPError as error:
            if error.code == HTTPStatus.NOT_MODIFIED:
                return remembered
            raise

    def _remember(self, method: str, address: str, tag: str | None, answer: bytes) -> None:
        if method == "get" and tag is not None:
            self._answers.pop(address, None)
            self._answers[address] = (tag, answer)
            if len(self._answers) > REMEMBERED_ANSWERS:
                del self._answers[next(iter(self._answers))]


def _multipart(file: tuple[str, bytes], form: Mapping[str, object]) -> _Content:
    """Return a form with a file in it as RFC 7578 writes it."""
    boundary = uuid.uuid4().hex
    told = [(name, one) for name, value in form.items() for one in (value if isinstance(value, list) else [value])]
    parts = [f'name="{name}"\r\n\r\n{_told(one)}'.encode() for name, one in told if one is not None]
    name = file[0].replace('"', "%22").replace("\r", "").replace("\n", "")
    parts.append(f'name="file"; filename="{name}"\r\n\r\n'.encode() + file[1])
    begin, end = f"--{boundary}\r\nContent-Disposition: form-data; ".encode(), f"--{boundary}--\r\n".encode()
    body = b"".join(begin + part + b"\r\n" for part in parts) + end
    return _Content(f"multipart/form-data; boundary={boundary}", body)


def _told(value: object) -> object:
    """Return a query's value as the API reads it; of a list each value is told by itself."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return [_told(one) for one in value] if isinstance(value, list | tuple) else value


def _problem(error: HTTPError) -> Mapping[str, Any]:
    try:
        problem = json.loads(error.read())
    except ValueError:
        problem = None
    return problem if isinstance(problem, dict) else {"detail": f"{error.code} {error.reason}"}


def _wait(asked: str | None, turn: int) -> float:
    """Return how many seconds to wait: what the service asks for, or else 1, 2, 4 and so on."""
    seconds = float(asked) if asked is not None and asked.isdigit() else 2.0 ** (turn - 1)
    return min(seconds, LONGEST_WAIT_SECONDS)
