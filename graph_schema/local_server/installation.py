"""Neo4j's jars on this machine: those that are missing are downloaded, once a user account."""

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed

from jgo.maven import MavenContext

from graph_schema.errors import LocalServerError
from graph_schema.local_server.jars import Jar, cached_path, download, is_cached, maven, pinned_jars
from graph_schema.progress import Progress, silent

DOWNLOADS_AT_ONCE = 8
TRIES = 3


def class_path(progress: Progress = silent) -> str:
    """Return Neo4j's class path; jars that this account does not have yet are downloaded first.

    Raises:
        LocalServerError: a jar could not be had, with the reason and what to do.
    """
    context = maven()
    missing = [jar for jar in pinned_jars() if not is_cached(jar, context)]
    if missing:
        _download_all(missing, context, progress)
    return os.pathsep.join(str(cached_path(jar, context)) for jar in pinned_jars())


def _download_all(missing: Sequence[Jar], context: MavenContext, progress: Progress) -> None:
    total, done = sum(jar.bytes for jar in missing), 0
    progress("Downloading Neo4j", done, total)
    with ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as pool:
        jobs = {pool.submit(_download, jar, context): jar for jar in missing}
        try:
            for job in as_completed(jobs):
                _outcome(job)
                done += jobs[job].bytes
                progress("Downloading Neo4j", done, total)
        finally:  # after an error or Ctrl-C, what has not begun is not begun
            pool.shutdown(wait=False, cancel_futures=True)


def _download(jar: Jar, context: MavenContext) -> None:
    for attempt in range(1, TRIES + 1):
        try:
            return download(jar, context)
        except OSError:
            if attempt == TRIES:
                raise
    return None


def _outcome(job: Future[None]) -> None:
    try:
        job.result()
    except (OSError, RuntimeError) as error:
        raise LocalServerError(
            f"Neo4j could not be downloaded from the Maven registry ({_first_cause(error)}): look at the network or "
            "proxy, or name a mirror under [repositories] in jgo's settings file ~/.config/jgo.conf, and start again; "
            "what has arrived is kept. Or set NEO4J_URI to a Neo4j of your own."
        ) from error


def _first_cause(error: BaseException) -> BaseException:
    """Return what began it: "Connection refused", and not how four libraries passed that on."""
    while error.__context__ is not None:
        error = error.__context__
    return error
