"""The service over a snapshot that is there already, as gunicorn serves it."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from matchers.snapshot import open_snapshot
from matchers.snapshot.files import try_to_follow
from service.demo.web import ROOT, WebService, web_command
from service.settings import Settings

ASKING = 2_000


@contextmanager
def served(settings: Settings, environment: dict[str, str], port: int) -> Iterator[list[str]]:
    """Serve the snapshot, and yield ids of organisations to ask for.

    Nobody follows the graph meanwhile: the snapshot is encoded by a stand-in, and would be made anew.
    """
    follows = try_to_follow(settings.snapshot_dir)
    snapshot = open_snapshot(settings.snapshot_dir)
    rows = random.Random(1).sample(range(snapshot.size), ASKING)  # noqa: S311  # keeps no secret
    with patch.dict("os.environ", environment):
        service = WebService(port, settings.data_dir, web_command(ROOT / "Procfile"))
    try:
        service.wait_until_ready(lambda: None)
        yield [snapshot.organisation_id(row) for row in rows]
    finally:
        service.stop()
        if follows is not None:
            follows.close()
