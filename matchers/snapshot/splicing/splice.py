"""From a snapshot and what changed since to the next current one."""

from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np

from matchers.corpus import Corpus, ProfileRow
from matchers.encoder import Encoder, Progress
from matchers.snapshot import derive
from matchers.snapshot.audiences import audience_arrays
from matchers.snapshot.build import BuildReport, begun, finished
from matchers.snapshot.columns import Arrays, row_of
from matchers.snapshot.files import writing_snapshot
from matchers.snapshot.part import Part
from matchers.snapshot.profile_columns import found_by as profile_found_by
from matchers.snapshot.profile_columns import profile_columns
from matchers.snapshot.shortcuts import Kept, shortcut_arrays
from matchers.snapshot.snapshot import Snapshot
from matchers.snapshot.splicing.change import Change
from matchers.snapshot.splicing.columns import (
    Columns,
    same_or,
    spliced,
    spliced_columns,
    spliced_evidence,
    spliced_matrix,
)
from matchers.snapshot.splicing.moved import Ints, Moved
from matchers.snapshot.splicing.texts import Texts, spliced_texts
from matchers.snapshot.splicing.ties import (
    partners_changed,
    spliced_participants,
    spliced_participation,
    spliced_partners,
)
from matchers.snapshot.splicing.words import spliced_postings
from matchers.text import words


def splice_snapshot(  # noqa: PLR0913, PLR0917  # as a build has
    directory: Path,
    before: Snapshot,
    delta: Corpus,
    gone: Collection[str],
    encoder: Encoder,
    graph_version: int,
    progress: Progress | None = None,
) -> BuildReport:
    """Write what `build_snapshot` would write of the corpus of `before`, changed by a delta; and make it current.

    The delta is as in `Corpus.changed_by`, of the same vocabulary; `before` is the current snapshot, of the encoder's
    model. Raises as `build_snapshot` does.
    """
    change = Change.of(before, delta, gone)
    manifest = begun(encoder.model_id, graph_version)
    with writing_snapshot(directory, manifest.version, before) as part:
        part.put(_organisations(change))
        part.put(_alike(change, part))
        part.put(spliced_columns(change.projects, before.arrays, derive.project_arrays(change.rows)))
        part.put(spliced_participants(change))
        part.put(spliced_participation(change, part))
        partners = partners_changed(change, part)
        part.put(spliced_partners(change, partners, part))
        for arrays in _tags(change), _memberships(change), _words(change), _profiles(change):
            part.put(arrays)
        view = Snapshot(manifest, change.tables, part)
        rows = np.union1d(partners, change.organisations.told).astype(np.int64)
        texts = spliced_texts(change, rows, view, encoder, progress)
        part.put(texts.arrays)
        part.put(_profile_words(change, view))
        part.put(_shortcuts(change, texts, part))
        part.finish(finished(manifest, part, len(change.tables.clusters)), change.tables)
        fresh = tuple((view.organisation_id(row), key, vector) for row, key, vector in texts.encoded_organisations)
    return BuildReport(manifest.version, change.organisations.size, change.projects.size, texts.encoded, fresh)


def _organisations(change: Change) -> Columns:
    told = derive.organisation_arrays(change.rows, change.tables.countries)
    told["organisation.audience"] = audience_arrays(change.rows, ())["organisation.audience"]
    before = dict(change.before.arrays)
    if change.tables.countries != change.before.tables.countries:
        number = {country: at for at, country in enumerate(change.tables.countries)}
        numbers = [*(number.get(country, -1) for country in change.before.tables.countries), -1]
        before["organisation.country"] = np.array(numbers, dtype=np.int16)[before["organisation.country"]]
    return spliced_columns(change.organisations, before, told)


def _alike(change: Change, part: Part) -> Arrays:
    before = change.before.arrays
    if all(part[name] is before[name] for name in derive.ALIKE_BY):
        return {name: before[name] for name in derive.ALIKE}
    return {name: same_or(before[name], array) for name, array in derive.alike_arrays(part).items()}


def _tags(change: Change) -> Columns:
    before = change.before.arrays
    rows = Corpus(
        organisations=change.rows.organisations,
        projects=change.rows.projects,
        profiles=change.rows.profiles,
        capabilities=change.before.tables.capabilities,
    )
    told, terms = derive.tag_arrays(rows), _same(len(rows.capabilities))
    found: Columns = {}
    for kind, moved in (
        ("organisation", change.organisations),
        ("project", change.projects),
        ("profile", change.profiles),
    ):
        name = f"{kind}_capability"
        found |= spliced_matrix(name, moved, terms, before, told) | spliced_evidence(name, moved, before, told)
    return found


def _memberships(change: Change) -> Columns:
    rows = Corpus(organisations=change.rows.organisations, clusters=change.tables.clusters)
    told = derive.membership_arrays(rows)
    return spliced_matrix("membership", change.organisations, change.clusters, change.before.arrays, told)


def _words(change: Change) -> Columns:
    labels = {row.id: words(" ".join(row.labels.values())) for row in change.tables.capabilities}
    found = [derive.found_by(row, labels) for row in change.rows.organisations]
    return spliced_postings("search", change.organisations, change.before.arrays, found)


def _profiles(change: Change) -> Columns:
    before, former = change.before.arrays, change.before.profiles.owner
    owners = change.organisations.now[former].astype(np.int32)
    told = np.array([change.row_of(row.organisation) for row in change.rows.profiles], dtype=np.int32)
    found = spliced(change.profiles, former if np.array_equal(owners, former) else owners, told)
    columns = spliced_columns(change.profiles, before, profile_columns(change.rows.profiles))
    return {"profile.owner": found} | columns


def _profile_words(change: Change, view: Snapshot) -> Columns:
    """Return the words of profiles: of those told anew, and of those whose owner, who may have another name, was."""
    labels = {row.id: " ".join(row.labels.values()) for row in change.tables.capabilities}
    owned = np.flatnonzero(np.isin(view.profiles.owner, change.organisations.told))
    rows = np.union1d(owned, change.profiles.told).astype(np.int64)
    found = [_profile_found_by(view, row, labels) for row in rows.tolist()]
    return spliced_postings("profile_search", change.profiles.telling(rows), change.before.arrays, found)


def _profile_found_by(view: Snapshot, row: int, labels: Mapping[str, str]) -> dict[str, float]:
    profiles = view.profiles
    terms = [view.tables.capabilities[column].id for column in row_of(profiles.capability, row)[0].tolist()]
    profile = ProfileRow(
        profiles.text("id", row),
        organisation="",
        direction="",
        subject="",
        title=profiles.text("title", row),
        text=profiles.text("text", row),
        capabilities=tuple((term, 1.0, "") for term in terms),
    )
    return profile_found_by(profile, view.name(int(profiles.owner[row])), labels)


def _shortcuts(change: Change, texts: Texts, part: Part) -> Arrays:
    return shortcut_arrays(
        part, Kept(change.before.arrays, _same_text(texts.organisations), _same_text(texts.projects))
    )


def _same_text(moved: Moved) -> Ints:
    """Return which row each former one is now, -1 for those that are gone or told anew."""
    is_told = np.zeros(moved.size + 1, dtype=np.bool_)
    is_told[moved.told] = True
    return np.where(is_told[moved.now], -1, moved.now)


def _same(size: int) -> Moved:
    rows = np.arange(size)
    return Moved(rows, rows[:0], size)
