"""Why a file is refused, each told in a sentence that says what to do."""

from dataclasses import dataclass

from matchers.said import Said, counted, said
from service.errors import BodyTooLargeError, FieldProblem, UnusableFileError

MAX_ROW_ERRORS = 200
"""How many wrong rows one report lists; past this the file as a whole needs a look."""


@dataclass(frozen=True, slots=True)
class RowError:
    """One wrong value: in which file, on which line (from 1, the header counted), in which column, and what to do."""

    file: str
    line: int
    column: str
    problem: str

    def __str__(self) -> str:
        return str(self.told)

    @property
    def told(self) -> Said:
        """Where it is and what is wrong, in a sentence."""
        place = {"file": self.file, "line": str(self.line), "problem": self.problem}
        if self.column:
            return said("{file}, line {line}, {column}: {problem}", column=self.column, **place)
        return said("{file}, line {line}: {problem}", **place)


class ImportFileError(UnusableFileError):
    """A file or folder as a whole cannot be imported: empty, binary, half-written, or without a column it needs."""


class ImportTooLargeError(BodyTooLargeError):
    """A file is larger than the limit."""


class ImportRowsError(UnusableFileError):
    """Rows are wrong; `errors` lists them, at most `MAX_ROW_ERRORS`. Nothing is imported before all are right."""

    def __init__(self, errors: tuple[RowError, ...]) -> None:
        """Take the wrong rows; the sentence tells how many there are and the first."""
        first = errors[0].told
        if len(errors) < MAX_ROW_ERRORS:
            sentence = counted(
                "{count} row needs a correction before anything is imported. First: {first}",
                "{count} rows need a correction before anything is imported. First: {first}",
                len(errors),
                first=first,
            )
        else:
            sentence = said(
                "{count} or more rows need a correction before anything is imported. First: {first}",
                count=len(errors),
                first=first,
            )
        super().__init__(sentence)
        self.errors = errors

    def field_problems(self) -> tuple[FieldProblem, ...]:
        """Tell the wrong rows as the API does."""
        return tuple(
            FieldProblem(
                field=said("line {line}, {column}", line=str(error.line), column=error.column)
                if error.column
                else said("line {line}", line=str(error.line)),
                message=error.problem,
            )
            for error in self.errors
        )


class RowErrors:
    """Collects wrong rows up to `MAX_ROW_ERRORS`, so that one report shows them all.

    When it `forgives`, it collects all of them, and wrong values are read as if they were empty.
    """

    def __init__(self, file: str, *, forgives: bool = False) -> None:
        """Start with none; `file` is the name that the report shows."""
        self.file = file
        self.forgives = forgives
        self.found: list[RowError] = []

    @property
    def is_full(self) -> bool:
        """Whether no more are collected."""
        return len(self.found) >= MAX_ROW_ERRORS and not self.forgives

    def add(self, line: int, column: str, problem: str) -> None:
        """Note a wrong value, unless the list is full."""
        if not self.is_full:
            self.found.append(RowError(self.file, line, column, problem))


def raise_if_any(*collected: RowErrors) -> None:
    """Raise ImportRowsError with all that was collected, in the order given, if anything was."""
    found = [error for errors in collected for error in errors.found]
    if found:
        raise ImportRowsError(tuple(found[:MAX_ROW_ERRORS]))
