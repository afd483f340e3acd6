"""Text travels compressed to who can read it so: a cluster's page with the library that draws takes a quarter.

Only files of the pages and answers that carry an entity tag are compressed. Answers to people who are logged in are
not: they hold secrets (form tokens) beside words of the address, which the size of what is compressed could give away.
"""

import gzip
from functools import lru_cache
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request

LEAST_BYTES: Final = 1_000
"""Less than this is not worth it."""

_LEVEL: Final = 5
_FILES_REMEMBERED: Final = 64
_TEXTS: Final = ("text/", "application/json", "application/javascript", "application/ld+json", "image/svg+xml")


def register_compression(app: Flask) -> None:
    """Compress answers of the application; call it before what gives them tags, as what comes last is asked first."""
    app.after_request(_compressed)


def _compressed(response: Response) -> Response:
    tag, _ = response.get_etag()
    if tag is None or response.status_code != HTTPStatus.OK or not (response.mimetype or "").startswith(_TEXTS):
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings.quality("gzip") or "Content-Encoding" in response.headers:
        return response
    response.direct_passthrough = False
    plain = response.get_data()
    if len(plain) >= LEAST_BYTES:
        response.set_data(_file(plain) if request.endpoint == "static" else gzip.compress(plain, _LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.set_etag(tag, weak=True)  # it is not the same bytes for everyone any more
    return response


@lru_cache(maxsize=_FILES_REMEMBERED)
def _file(plain: bytes) -> bytes:
    return gzip.compress(plain, mtime=0)
