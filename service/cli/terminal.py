"""How commands speak to the terminal: a progress bar a step, and errors as one sentence."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, Task, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from graph_schema.errors import GraphError
from graph_schema.progress import Progress as Report
from matchers.errors import MatchingError
from service.errors import ServiceError
from service.findings import sentence_of

SHOWN_AFTER_SECONDS = 1.0
"""Steps that are over sooner are not worth a line."""

console = Console(stderr=True)


@contextmanager
def progress_bars() -> Iterator[Report]:
    """Yield a function to call with (step, done, total): a bar a step, a spinner where the total is 0.

    A step is over when all of it is done or another one begins.
    """
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with _SlowSteps(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                _finish(bars)
                tasks[step] = bars.add_task(step, total=None)
            bars.update(tasks[step], completed=done, total=total or None)

        yield report
        _finish(bars)


class _SlowSteps(Progress):
    """Shows only steps that take a while."""

    def make_tasks_table(self, tasks: Iterable[Task]) -> Table:
        return super().make_tasks_table([task for task in tasks if _seconds(task) >= SHOWN_AFTER_SECONDS])


def _seconds(task: Task) -> float:
    """Return how long a step has taken, or took."""
    return (task.finished_time if task.finished else task.elapsed) or 0.0


def _finish(bars: Progress) -> None:
    for task in bars.tasks:
        if not task.finished:
            bars.update(task.id, completed=1, total=1)


@contextmanager
def one_sentence_errors() -> Iterator[None]:
    """Let the errors of the packages below end a command with their sentence and exit code 1."""
    try:
        yield
    except (GraphError, MatchingError, ServiceError) as error:
        raise click.ClickException(sentence_of(error)) from error
