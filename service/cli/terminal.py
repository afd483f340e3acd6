"""How commands speak to the terminal beside the progress of one step: many steps, and errors as one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from graph_schema.errors import GraphError
from graph_schema.progress import Progress as Report
from matchers.errors import MatchingError
from service.errors import ServiceError

console = Console(stderr=True)


@contextmanager
def progress_bars() -> Iterator[Report]:
    """Yield a function to call with (step, done, total): a bar a step, a spinner where the total is 0."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=None)
            bars.update(tasks[step], completed=done, total=total or None)

        yield report


@contextmanager
def one_sentence_errors() -> Iterator[None]:
    """Let the errors of the packages below end a command with their sentence and exit code 1."""
    try:
        yield
    except (GraphError, MatchingError, ServiceError) as error:
        raise click.ClickException(str(error)) from error
