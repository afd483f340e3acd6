"""From folders of CORDIS' tables to what an evaluation learns from and asks, and what has to be said about them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from graph_schema.progress import Progress, silent
from graph_schema.records import CapabilityTag, GraphRows, Project
from matchers.corpus import Corpus
from matchers.evaluation.errors import EvaluationError
from matchers.evaluation.outcome import Questions
from matchers.past.cases import UNSEEN, make_cases
from matchers.past.training import Training, day_after_last_start
from matchers.text import project_text
from service.errors import BodyTooLargeError, UnusableFileError
from service.imports.cordis import CordisTables, read_tables
from service.imports.limits import CORDIS_LIMITS
from service.imports.rows import require_columns
from service.imports.tables import read_table_file
from service.imports.tagging import organisation_rows, project_rows, vocabulary_tagger
from service.indexing import corpus_from

EARLIER_COLUMNS: Final = ("project", "org")

Keep = Callable[[Project], bool]


@dataclass(frozen=True, slots=True)
class Sources:
    """Which folders and file are read, and the days that divide them.

    Training are the projects of `train` that started before `cut` (all of them without a cut), test those of `test`
    that are no training projects, started on or after `cut`, and before `until`.
    """

    train: Path
    test: Path
    cut: date | None = None
    until: date | None = None
    earlier: Path | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """The questions, and sentences on what was left out or is missing, each with what still works."""

    questions: Questions
    notices: tuple[str, ...]


def prepare(sources: Sources, progress: Progress = silent) -> Prepared:
    """Read everything and divide it by time; raises EvaluationError where nothing can be learned, asked or read."""
    try:
        train = Folder(sources.train, progress)
        test = train if sources.test.resolve() == sources.train.resolve() else Folder(sources.test, progress)
        earlier = _earlier(sources.earlier) if sources.earlier else ()
    except (UnusableFileError, BodyTooLargeError) as error:
        raise EvaluationError(f"{error} Without it nothing is evaluated; the service goes on as before.") from error
    train.find_capabilities(progress)
    progress("Dividing by time", 0, 0)
    known = _known(train, sources)
    asked = _asked(test, sources, {row.id for row in known.projects})
    cut = sources.cut or day_after_last_start(known)
    questions = Questions(training := Training(known, cut, train.before, earlier), make_cases(training, asked))
    folders = [train] if test is train else [train, test]
    if not questions.cases.partner_answers and not questions.cases.consortium_answers:
        raise refusal(
            f"None of the {len(asked.projects):,} test projects joins organisations of the training projects in a new "
            "way, so there is nothing to ask. Give folders that have organisations (organisationID) in common.",
            *folders,
        )
    notices = [notice for folder in folders for notice in folder.notices(sources.cut)]
    return Prepared(questions, (*notices, *_notices(questions, asked)))


class Folder:
    """CORDIS' tables of one folder, of which a corpus can be made of any of its projects.

    What organisations are called, what they are and can do is told by these projects' rows alone. Values that cannot
    be read are taken as missing.
    """

    def __init__(self, path: Path, progress: Progress = silent) -> None:
        """Read the tables; raises ImportFileError where one or a column of it is missing."""
        progress(f"Reading {path}", 0, 0)
        self.path = path
        self._tables: CordisTables = read_tables(path, forgiving=True)
        self._tags: dict[str, list[CapabilityTag]] = {}

    @cached_property
    def undated(self) -> int:
        """The number of projects without a start date."""
        return sum(project.start is None for project in self._tables.projects)

    @cached_property
    def starts(self) -> tuple[date, date] | None:
        """The first and the last start; None where no project has a date."""
        starts = [project.start for project in self._tables.projects if project.start]
        return (min(starts), max(starts)) if starts else None

    def find_capabilities(self, progress: Progress = silent) -> None:
        """Tag the projects, once for all corpora."""
        for tag in project_rows(self._tables.projects, vocabulary_tagger(), progress):
            self._tags.setdefault(tag.subject_id, []).append(tag)

    def corpus(self, keep: Keep) -> Corpus:
        """Return what the kept projects tell."""
        rows = self._tables.rows(keep=keep)
        return corpus_from(self._tagged(rows) if self._tags else rows)

    def before(self, cut: date) -> Corpus:
        """Return what was known before a day; projects without a date are left out."""
        return self.corpus(lambda project: project.start is not None and project.start < cut)

    def notices(self, cut: date | None = None) -> Iterator[str]:
        """Yield a sentence for each table in which something could not be read, and on what a cut leaves out."""
        for errors in self._tables.errors:
            if errors.found:
                count = "1 value" if len(errors.found) == 1 else f"{len(errors.found):,} values"
                yield (
                    f"{self.path}: {count} of {errors.file} could not be read and count as missing, and rows that need "
                    f"them are left out; all other rows and values are used. First: {errors.found[0]}"
                )
        if self.undated and cut:
            yield (
                f"{self.path}: projects without a start date ({self.undated:,}) are left out, since they may be from "
                f"before or after {cut}; all others are used."
            )

    def _tagged(self, rows: GraphRows) -> GraphRows:
        tags = tuple(tag for project in rows.projects for tag in self._tags.get(project.id, ()))
        organisations = organisation_rows(rows.projects, rows.participations, tags)
        return replace(rows, project_tags=tags, organisation_tags=organisations)


def _earlier(path: Path) -> tuple[tuple[str, str], ...]:
    """Return (project, organisation) of an earlier programme's table."""
    table = read_table_file(path, CORDIS_LIMITS)
    require_columns(table, EARLIER_COLUMNS)
    project, organisation = (table.column_indices()[name] for name in EARLIER_COLUMNS)
    pairs = {(cells[project], cells[organisation]) for _, cells in table.rows if cells[project] and cells[organisation]}
    return tuple(sorted(pairs))


def _known(train: Folder, sources: Sources) -> Corpus:
    known = train.corpus(lambda _: True) if sources.cut is None else train.before(sources.cut)
    if not known.organisations:
        raise refusal(nothing_before(train, sources.cut), train)
    return known


def nothing_before(folder: Folder, day: date | None) -> str:
    """Say that a folder has nothing to learn from, or nothing from before a day, and what it has."""
    if day is None:
        return f"{folder.path} has no project with an organisation in it: there is nothing to learn from."
    return f"{folder.path} has no project that started before {day}: {_span(folder)} Choose a later day."


def refusal(sentence: str, *folders: Folder) -> EvaluationError:
    """Return the error that says so, and what of the folders could not be read: that may well be why."""
    return EvaluationError(" ".join([sentence, *(notice for folder in folders for notice in folder.notices())]))


def _asked(test: Folder, sources: Sources, known: set[str]) -> Corpus:
    def is_later(project: Project) -> bool:
        if project.id in known:
            return False
        if sources.cut is None and sources.until is None:
            return True
        start = project.start
        return start is not None and (sources.cut or date.min) <= start < (sources.until or date.max)

    asked = test.corpus(is_later)
    if not asked.organisations:
        since = f" from {sources.cut}" if sources.cut else " that is not among the training projects"
        before = f" and before {sources.until}" if sources.until else ""
        raise refusal(
            f"{test.path} has no project{since}{before}, so nothing can be asked: {_span(test)} "
            "Choose an earlier cut, or another test folder.",
            test,
        )
    return asked


def _span(folder: Folder) -> str:
    if folder.starts is None:
        return "none of its projects has a start date that can be read."
    return f"its projects started from {folder.starts[0]} to {folder.starts[1]}."


def _notices(questions: Questions, asked: Corpus) -> Iterator[str]:
    """Yield sentences on what recommenders cannot know."""
    training, cases = questions.training, questions.cases
    unseen = sum(row.id not in training.row_by_id for row in asked.organisations)
    if unseen:
        yield (
            f"{unseen:,} of the {len(asked.organisations):,} organisations in test projects have no training project: "
            "they are neither asked for nor suggested; all others are."
        )
    silent_projects = sum(not project_text(row) for row in training.projects)
    if silent_projects:
        yield (
            f"{silent_projects:,} of the {len(training.projects):,} training projects have no text: "
            "they count by who took part in them."
        )
    without_text = sum(not idea.text for idea in cases.ideas)
    if without_text:
        yield f"{without_text:,} of the {len(cases.ideas):,} project ideas have no text: their coordinator alone tells."
    strangers = sum(idea.coordinator == UNSEEN for idea in cases.ideas)
    if strangers:
        yield (
            f"{strangers:,} of the {len(cases.ideas):,} project ideas come from a coordinator without a training "
            "project: their text alone tells."
        )
