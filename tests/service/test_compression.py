"""What is compressed, for whom, and that it is the same text."""

import gzip

import pytest
from flask.testing import FlaskClient

GZIP = {"Accept-Encoding": "gzip, br"}


@pytest.mark.parametrize("path", ["/", "/docs", "/static/app.css", "/api/v1/organisations/turbina/suggestions"])
def test_text_is_compressed_for_who_can_read_it_and_is_the_same(client: FlaskClient, path: str) -> None:
    plain, packed = client.get(path), client.get(path, headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) == int(packed.headers["Content-Length"]) < len(plain.data) / 2
    for response in (plain, packed):
        assert "Accept-Encoding" in response.vary


@pytest.mark.parametrize("path", ["/", "/static/app.css"])
def test_what_is_compressed_is_not_sent_twice_either(client: FlaskClient, path: str) -> None:
    tag = client.get(path, headers=GZIP).headers["ETag"]
    assert tag.startswith("W/")
    again = client.get(path, headers=GZIP | {"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Encoding" not in again.headers


@pytest.mark.parametrize("path", ["/login", "/healthz", "/organisations/nobody", "/static/mark.svg"])
def test_what_may_hold_a_token_or_is_tiny_is_not(client: FlaskClient, path: str) -> None:
    assert "Content-Encoding" not in client.get(path, headers=GZIP).headers
