"""The texts that may have changed, in the next snapshot: whose, which, and their vectors."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from matchers.corpus import OrganisationRow, ProjectRow
from matchers.encoder import Encoder, Progress, Vectors
from matchers.snapshot.audiences import OtherText, audiences_told, other_texts_of, text_of
from matchers.snapshot.columns import Strings, row_of
from matchers.snapshot.derive import latest_first
from matchers.snapshot.snapshot import Snapshot
from matchers.snapshot.splicing.change import Change
from matchers.snapshot.splicing.columns import Columns, spliced, spliced_columns
from matchers.snapshot.splicing.moved import Ints, Moved, one_after_another
from matchers.snapshot.vectors import vectors_of
from matchers.text import posted_text, project_text, text_hash

KINDS = ("organisation", "project", "profile", "other_text")
"""What has a text, in the order of `text_hash`."""


@dataclass(frozen=True)
class Texts:
    """The arrays of texts, and how organisations and projects moved, told anew only where the text is another one.

    `encoded` counts texts that were encoded, `encoded_organisations` are (row, text hash, vector) of theirs.
    """

    arrays: Columns
    organisations: Moved
    projects: Moved
    encoded: int
    encoded_organisations: tuple[tuple[int, str, Vectors], ...]


def spliced_texts(
    change: Change, rows: Ints, view: Snapshot, encoder: Encoder, progress: Progress | None = None
) -> Texts:
    """Return the texts of the next snapshot with their vectors; `rows` are the organisations whose may have changed.

    `view` is the next snapshot as far as it is written: all but texts.
    """
    labels = {
        row.id: row.labels.get("en", row.id) for row in change.rows.capabilities or change.before.tables.capabilities
    }
    seen = [(row, _organisation(view, row), _titles(view, row)) for row in rows.tolist()]
    others = [
        other for row, organisation, titles in seen for other in other_texts_of(row, organisation, titles, labels)
    ]
    moved = (
        change.organisations.telling(rows),
        change.projects,
        change.profiles,
        _moved_others(change, rows, others),
    )
    texts = [
        *(text_of(organisation, labels, titles) for _, organisation, titles in seen),
        *map(project_text, change.rows.projects),
        *map(posted_text, change.rows.profiles),
        *(other.text for other in others),
    ]
    hashes = [text_hash(text) for text in texts]
    vectors, new = vectors_of(texts, hashes, encoder, change.before, progress)
    before = change.before.arrays
    together = one_after_another(moved)
    arrays = spliced_columns(together, before, Strings.pack("text_hash", hashes)) | _others(change, moved[3], others)
    start = 0
    for kind, one in zip(KINDS, moved, strict=True):
        end = start + len(one.told)
        arrays[f"{kind}.vector"] = spliced(one, before[f"{kind}.vector"], vectors[start:end])
        start = end
    changed = _changed(change.before, together, hashes)
    organisations, projects = (len(one.told) for one in moved[:2])
    return Texts(
        arrays,
        moved[0].telling(rows[changed[:organisations]]),
        moved[1].telling(moved[1].told[changed[organisations : organisations + projects]]),
        len(new),
        tuple((int(rows[at]), hashes[at], vectors[at]) for at in new if at < organisations),
    )


def _changed(before: Snapshot, together: Moved, hashes: list[str]) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Return which of the texts told anew are others than before, or new."""
    column = before.column("text_hash")
    former = together.was[together.told].tolist()
    pairs = zip(former, hashes, strict=True)
    return np.array([row < 0 or column[row] != told for row, told in pairs], dtype=np.bool_)


def _organisation(view: Snapshot, row: int) -> OrganisationRow:
    """Return what of an organisation its text is made of."""
    start = int(view.capability.indptr[row])
    columns, strengths = row_of(view.capability, row)
    tags = tuple(
        (view.tables.capabilities[column].id, strength, view.capability_evidence.text(start + at))
        for at, (column, strength) in enumerate(zip(columns.tolist(), strengths.tolist(), strict=True))
    )
    (audiences,) = audiences_told(view.audience[row : row + 1])
    description = view.column("organisation.description")[row]
    return OrganisationRow("", "", description=description, capabilities=tags, audiences=audiences)


def _titles(view: Snapshot, row: int) -> list[str]:
    projects = [_dated(view, project) for project in view.projects_of(row).tolist()]
    return [project.title for project in sorted(projects, key=latest_first) if project.title]


def _dated(view: Snapshot, row: int) -> ProjectRow:
    start = view.column("project.start")[row]
    return ProjectRow(
        view.column("project.id").text(row),
        "",
        view.column("project.title")[row],
        start=date.fromisoformat(start) if start else None,
    )


def _moved_others(change: Change, rows: Ints, others: list[OtherText]) -> Moved:
    """Return where the texts for some standings are: by organisation, then standing."""
    before = change.before
    is_told = np.zeros(change.organisations.size, dtype=np.bool_)
    is_told[rows] = True
    owners = change.organisations.now[before.other_place]
    kept = np.flatnonzero((owners >= 0) & ~is_told[owners])
    places = np.concatenate([owners[kept], np.array([other.place for other in others], dtype=np.int64)])
    standings = np.concatenate([before.other_standing[kept], np.array([other.standing for other in others], np.uint8)])
    at = np.argsort(np.lexsort((standings, places)))
    now = np.full(len(owners), -1, dtype=np.int64)
    now[kept] = at[: len(kept)]
    return Moved(now, at[len(kept) :], len(at))


def _others(change: Change, moved: Moved, others: list[OtherText]) -> Columns:
    owners = change.organisations.now[change.before.other_place].astype(np.int32)
    if np.array_equal(owners, change.before.other_place):
        owners = change.before.other_place
    return {
        "other_text.organisation": spliced(moved, owners, np.array([one.place for one in others], dtype=np.int32)),
        "other_text.standing": spliced(
            moved, change.before.other_standing, np.array([one.standing for one in others], dtype=np.uint8)
        ),
    }
