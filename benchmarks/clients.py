"""HTTP clients for the benchmarks: one that looks around, and many that ask for suggestions."""

import http.client
import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import quote, urlencode

import numpy as np

TYPES = ("strategic_alliance", "joint_venture", "common_lab", "international_partner")
PAGES = 20


@dataclass(frozen=True, slots=True)
class Load:
    """What a load gave: seconds of each request that succeeded, how many failed, and the seconds of all together."""

    seconds: list[float]
    failed: int
    elapsed: float

    @property
    def requests_a_second(self) -> float:
        """Requests answered a second."""
        return len(self.seconds) / self.elapsed


class Client:
    """Asks the service on a port of this machine, over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(self, path: str) -> tuple[int, bytes]:
        """Return status and body."""
        self._connection.request("GET", path)
        response = self._connection.getresponse()
        return response.status, response.read()

    def answers(self) -> bool:
        """Tell whether suggestions come."""
        try:
            _, ids = self.organisations(pages=1)
            return self.get(suggestions(ids[0], TYPES[3]))[0] == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException, KeyError, IndexError, ValueError):
            self._connection.close()
            return False

    def organisations(self, pages: int = PAGES) -> tuple[int, list[str]]:
        """Return how many organisations there are, and the ids of the first pages."""
        found: list[dict[str, Any]] = []
        total = 0
        for page in range(1, pages + 1):
            answer = json.loads(self.get(f"/api/v1/organisations?page={page}&page_size=100")[1])
            found += answer["items"]
            total = answer["total"]
        return total, [row["id"] for row in found]

    def seconds_until_new_one_is_suggested(self) -> float:
        """Put a new organisation in, and wait until it is suggested; nobody else is in Antarctica."""
        body = {"name": "Bench Kite S.r.l.", "kind": "firm", "country": "AQ", "description": "Tethered kites"}
        headers = {"Authorization": "Bearer bench", "Content-Type": "application/json"}
        self._connection.request("PUT", "/api/v1/organisations/bench-kite", json.dumps(body), headers)
        response = self._connection.getresponse()
        if response.read() is None or response.status >= http.HTTPStatus.BAD_REQUEST:
            raise RuntimeError(f"The new organisation was refused with status {response.status}.")
        start = time.perf_counter()
        filters = {"countries": ["AQ"]}
        need = {"queries": [{"text": "tethered kites", "type": "international_partner", "filters": filters}]}
        while True:
            self._connection.request("POST", "/api/v1/matches", json.dumps(need), headers)
            if b'"bench-kite"' in self._connection.getresponse().read():
                return time.perf_counter() - start
            time.sleep(0.02)


def suggestions(organisation: str, match_type: str) -> str:
    """Return the path that asks for suggestions."""
    return f"/api/v1/organisations/{quote(organisation)}/suggestions?{urlencode({'type': match_type, 'limit': 10})}"


def load(port: int, ids: list[str], requests: int, clients: int) -> Load:
    """Ask for suggestions for organisations drawn at random, each client over a connection of its own."""
    draw = random.Random(0)  # noqa: S311  # keeps no secret
    paths = [suggestions(draw.choice(ids), draw.choice(TYPES)) for _ in range(requests)]
    start = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        results = list(chain(*pool.map(_ask, [port] * clients, (paths[i::clients] for i in range(clients)))))
    elapsed = time.perf_counter() - start
    return Load([seconds for seconds in results if seconds is not None], results.count(None), elapsed)


def percentiles(result: Load) -> str:
    """Return the middle, the 95th and the 99th percentile in milliseconds."""
    return " / ".join(f"{1e3 * float(np.percentile(result.seconds, q)):.1f}" for q in (50, 95, 99)) + " ms"


def _ask(port: int, paths: list[str]) -> list[float | None]:
    client = Client(port)
    results: list[float | None] = []
    for path in paths:
        start = time.perf_counter()
        try:
            status, _ = client.get(path)
        except (OSError, http.client.HTTPException):
            status, client = 0, Client(port)
        results.append(time.perf_counter() - start if status == http.HTTPStatus.OK else None)
    return results
