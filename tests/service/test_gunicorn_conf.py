"""How workers are started."""

import os
import subprocess
import sys

_TOLD = """
import service.gunicorn_conf
from matchers import engine
from threadpoolctl import threadpool_info
print({pool["num_threads"] for pool in threadpool_info()})
"""


def test_a_worker_computes_with_one_thread_since_each_has_a_core_to_itself() -> None:
    """With more, the pools of several workers spin for the same cores: three to four times the processor time."""
    untold = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run([sys.executable, "-c", _TOLD], env=untold, check=True, text=True, stdout=subprocess.PIPE)
    assert done.stdout.strip() == "{1}"
