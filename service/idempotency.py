"""A write that is sent again is answered again and not done again: the header Idempotency-Key.

As in draft-ietf-httpapi-idempotency-key-header: the client makes up a key for one write, and sends the same key when it
tries again. The same request gets the answer that the first one got; another request with the key is refused (422), and
so is one that comes while the first is being worked on (409).

Each key is a file in the data folder, held by a lock of the kernel's while its write is under way. So it holds for all
workers, survives a restart, and goes free where a worker dies; what was being done then is done again, which ends in
the same state, since every write either replaces something whole or changes nothing the second time. Only answers of
writes that were done are kept: what was refused may be sent again, mended, with the same key.
"""

import fcntl
import json
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import IO, Any, Final

from flask import Flask, Response, current_app, request

from matchers.said import said
from service.auth.viewer import current_viewer
from service.errors import FieldProblem, InvalidRequestError, KeyInUseError, KeyReusedError
from service.runtime import current_runtime

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = "Idempotency-Replayed"

KEPT_SECONDS: Final = 86_400.0
"""How long an answer is kept: a day."""

ONLY_ASKING: Final = frozenset(
    {
        "api_matches.match_many",
        "api_consortia.assemble_consortia",
        "api_consortia.repair_consortium",
        "api_across.ask_who_can_at_length",
    }
)
"""Endpoints that take a body and change nothing: asked again they answer anew."""

_SWEEP_SECONDS: Final = 3_600.0
_WRITES: Final = frozenset({"PUT", "POST", "PATCH", "DELETE"})

_KEY = re.compile(r'"[\x20-\x21\x23-\x7e]{1,255}"|[\x21\x23-\x7e]{1,255}')
"""A string as structured fields write it (RFC 9651), or the same without quotes, as most clients send it."""

View = Callable[..., Any]


def register_idempotency(app: Flask, prefix: str) -> None:
    """Let all writes below this path heed the header; call it after all views are in.

    Views are wrapped, so that who may not write is refused before a key is looked at.
    """
    for rule in app.url_map.iter_rules():
        is_write = bool(_WRITES & (rule.methods or set())) and rule.rule.startswith(prefix)
        if is_write and rule.endpoint not in ONLY_ASKING:
            app.view_functions[rule.endpoint] = _done_once(app.view_functions[rule.endpoint])


def _done_once(view: View) -> View:
    @wraps(view)
    def answer(**values: object) -> Response:
        key = _key()
        if key is None:
            return current_app.make_response(view(**values))
        with _held(_file(key)) as held:
            asked = _fingerprint()
            kept = _kept(held)
            if kept is None:
                return _keep(held, asked, current_app.make_response(view(**values)))
            if kept["asked"] != asked:
                raise KeyReusedError(
                    said(
                        "This Idempotency-Key was sent with another request. Make up a new key for each write, and "
                        "send the same one only to try the same write again."
                    )
                )
            headers = {REPLAYED: "true"}
            return Response(kept["body"], kept["status"], headers, content_type=kept["content_type"])

    return answer


def _key() -> str | None:
    given = request.headers.get(HEADER)
    if given is not None and not _KEY.fullmatch(given):
        message = 'Send 1 to 255 characters of ASCII without blanks, or a string in quotes: "5f0c…".'
        raise InvalidRequestError(FieldProblem(field=HEADER, message=message))
    return given.strip('"') if given is not None else None


def _file(key: str) -> Path:
    """Return the file of a key; the same key of someone else has another file."""
    folder = current_runtime().settings.data_dir / "idempotency"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep(folder)
    return folder / sha256(repr((current_viewer().id, key)).encode()).hexdigest()


def _fingerprint() -> str:
    """Return what tells this request from any other; a file sent again counts as the same whatever its boundary."""
    parts: list[object] = [request.method, request.full_path]
    if request.mimetype == "multipart/form-data":
        parts += sorted(request.form.items(multi=True))
        parts += sorted((name, file.filename, _checksum(file.stream)) for name, file in request.files.items(multi=True))
    else:
        parts.append(sha256(request.get_data()).hexdigest())
    return sha256(repr(parts).encode()).hexdigest()


def _checksum(stream: IO[bytes]) -> str:
    digest = sha256(stream.read()).hexdigest()
    stream.seek(0)
    return digest


@contextmanager
def _held(path: Path) -> Iterator[IO[bytes]]:
    """Hold a key's file; KeyInUseError while another request holds it."""
    while True:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise KeyInUseError(
                    said("A request with this Idempotency-Key is being worked on. Send it again in a few seconds.")
                ) from None
            # A sweep may have taken the file away between opening and locking it.
            if _is_still(held, path):
                yield held
                return


def _is_still(held: IO[bytes], path: Path) -> bool:
    try:
        return os.fstat(held.fileno()).st_ino == path.stat().st_ino
    except FileNotFoundError:
        return False


def _kept(held: IO[bytes]) -> dict[str, Any] | None:
    """Return the answer that is kept, None where there is none, it is too old, or a crash cut it off."""
    if time.time() - os.fstat(held.fileno()).st_mtime > KEPT_SECONDS:
        return None
    try:
        kept: dict[str, Any] = json.loads(held.read())
    except ValueError:
        return None
    return kept


def _keep(held: IO[bytes], asked: str, response: Response) -> Response:
    if response.status_code < HTTPStatus.BAD_REQUEST:
        kept = {
            "asked": asked,
            "status": response.status_code,
            "content_type": response.content_type,
            "body": response.get_data(as_text=True),
        }
        held.seek(0)
        held.truncate()
        held.write(json.dumps(kept).encode())
        held.flush()
        os.fsync(held.fileno())
    return response


def sweep(folder: Path) -> None:
    """Remove the answers that are too old, at most once an hour."""
    mark = folder / ".swept"
    if mark.exists() and time.time() - mark.stat().st_mtime < _SWEEP_SECONDS:
        return
    mark.touch()
    for path in folder.iterdir():
        if path != mark:
            _remove_if_old(path)


def _remove_if_old(path: Path) -> None:
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if time.time() - os.fstat(file.fileno()).st_mtime > KEPT_SECONDS:
                path.unlink()
    except (FileNotFoundError, BlockingIOError):
        return  # another worker swept it, or it is being written again
