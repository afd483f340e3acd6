"""How gunicorn serves Filiera; the Procfile names this file."""

import gc
import os
from typing import Any

# A worker answers from one core; without this every worker would start a thread for each core of the machine, and a
# pool of such threads does not survive the fork. Libraries read it when they are loaded, so it stands before imports.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from service.introductions.chores import Chores
from service.preloading import preload
from service.settings import Settings

_settings = Settings()

bind = f"127.0.0.1:{_settings.port or 8000}"
workers = _settings.web_workers
worker_class = "service.web_worker.EvenWorker"
threads = 4
preload_app = True  # model and code are loaded once and shared by the workers, copy-on-write
timeout = 60
graceful_timeout = 10
keepalive = 5
limit_request_line = 8190  # a need in free words comes in the address of its page
control_socket_disable = True


def on_starting(server: Any) -> None:  # noqa: ANN401 - gunicorn is untyped
    """Load what workers share, in the master, before any is forked."""
    preload(server.app.wsgi())
    gc.collect()
    gc.freeze()  # a collection in a worker would else write to, and so copy, every shared page
    gc.set_threshold(20_000)  # an answer makes some thousand objects and no circle: it need not be looked through


def post_worker_init(worker: Any) -> None:  # noqa: ANN401 - gunicorn is untyped
    """Start what does not survive a fork: threads and connections."""
    runtime = worker.wsgi.extensions["filiera"]
    runtime.after_fork()
    Chores(runtime).start()
