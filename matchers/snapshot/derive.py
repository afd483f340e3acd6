"""From a corpus to arrays: rows in the order of their ids, ties as sparse matrices, words as postings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.corpus import PUBLIC_IDS, Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.snapshot.alike import duplicate_groups, key_arrays, places
from matchers.snapshot.columns import Arrays, Strings, pack_matrix
from matchers.snapshot.enterprises import enterprise_arrays
from matchers.text import words

KINDS = ("firm", "university", "research_centre", "public_body", "association", "other")

NAME_WEIGHT, CAPABILITY_WEIGHT, PLACE_WEIGHT = 4.0, 2.0, 1.0
"""What a word's hit is worth in a search, by where it stands."""

ALIKE = ("organisation.place", "organisation.group")
ALIKE_BY = tuple(f"organisation.{name}" for name in ("latitude", "longitude", "city_key", "key", "country"))
"""What follows from all organisations together, and the columns that it follows from."""

_DAYS_A_YEAR = 365.25

Tags = tuple[tuple[str, float, str], ...]
Places = npt.NDArray[np.int64]
AnyFloats = npt.NDArray[np.floating[Any]]


def array_groups(corpus: Corpus, countries: Sequence[str]) -> Iterator[Arrays]:
    """Yield the columns and matrices of organisations and projects, some at a time; `countries` gives their numbers."""
    yield organisation_arrays(corpus, countries)
    yield project_arrays(corpus)
    yield tie_arrays(corpus)
    yield tag_arrays(corpus)
    yield membership_arrays(corpus)
    yield search_arrays(corpus)


def organisation_arrays(corpus: Corpus, countries: Sequence[str]) -> Arrays:
    """Return the columns of the organisations, each of its row alone; `countries` gives each country its number."""
    rows = corpus.organisations
    number = {country: position for position, country in enumerate(countries)}
    arrays: Arrays = {
        "organisation.kind": np.array([KINDS.index(row.kind) for row in rows], dtype=np.uint8),
        "organisation.country": np.array([number.get(row.country or "", -1) for row in rows], dtype=np.int16),
        "organisation.latitude": np.array([_or_nan(row.latitude) for row in rows], dtype=np.float32),
        "organisation.longitude": np.array([_or_nan(row.longitude) for row in rows], dtype=np.float32),
    }
    arrays |= enterprise_arrays(rows) | key_arrays(rows)
    for column in ("id", "name", "region", "city", "website", "description", *PUBLIC_IDS):
        arrays |= Strings.pack(f"organisation.{column}", (getattr(row, column) for row in rows))
    return arrays


def alike_arrays(arrays: Mapping[str, npt.NDArray[Any]]) -> Arrays:
    """Return what follows from all `organisation_arrays` together: where each is, and who may be a duplicate."""
    latitude, longitude, cities, keys, countries = (arrays[name] for name in ALIKE_BY)
    own = np.stack([latitude, longitude], axis=1)
    return dict(zip(ALIKE, (places(own, cities), duplicate_groups(keys, countries)), strict=True))


def project_arrays(corpus: Corpus) -> Arrays:
    """Return the columns of the projects; `start_year` is a fraction of years, NaN where the date is not known."""
    rows = corpus.projects
    arrays: Arrays = {"project.start_year": np.array([_year(row.start) for row in rows], dtype=np.float32)}
    for column in ("id", "acronym", "title", "objective", "call", "funding_scheme"):
        arrays |= Strings.pack(f"project.{column}", (getattr(row, column) for row in rows))
    arrays |= Strings.pack("project.start", (_iso(row.start) for row in rows))
    arrays |= Strings.pack("project.end", (_iso(row.end) for row in rows))
    return arrays | Strings.pack("project.topics", ("|".join(row.topics) for row in rows))


def tie_arrays(corpus: Corpus) -> Arrays:
    """Return who took part in what (2 for the coordinator, else 1), and who worked with whom."""
    organisation_at = positions(row.id for row in corpus.organisations)
    project_at = positions(row.id for row in corpus.projects)
    participation = participation_matrix(corpus.participations, organisation_at, project_at)
    participants = sparse.csr_array(participation.T)
    rows = np.arange(len(organisation_at))
    return (
        pack_matrix("participation", participation)
        | pack_matrix("participants", participants)
        | partner_arrays(rows, participation, participants)
    )


def participation_matrix(
    ties: Iterable[ParticipationRow], organisation_at: Mapping[str, int], project_at: Mapping[str, int]
) -> sparse.csr_array:
    """Return who took part in what (n, p), given the row of each organisation and project: 2 for the coordinator."""
    took_part: dict[tuple[int, int], float] = {}
    for tie in ties:
        pair = (organisation_at[tie.organisation], project_at[tie.project])
        took_part[pair] = max(took_part.get(pair, 1.0), 2.0 if tie.is_coordinator else 1.0)
    return matrix_of(took_part, (len(organisation_at), len(project_at)))


def partner_arrays(rows: Places, participation: sparse.csr_array, participants: sparse.csr_array) -> Arrays:
    """Return with whom organisations (m rows of n) worked together, given who took part in what, both ways round.

    `tie_strength` sums 1 / (participants - 1) over shared projects, so that a small team binds more than a crowd
    (Newman, Scientific collaboration networks II, Phys. Rev. E 64, 2001); `tie_count` counts shared projects.
    """
    theirs, all_of = _ones(participation[rows]), _ones(participants)
    sizes = np.diff(all_of.indptr).astype(np.float32)
    strength = theirs @ sparse.diags_array(1.0 / np.maximum(sizes - 1.0, 1.0)) @ all_of
    return pack_matrix("tie_strength", _without_oneself(strength, rows)) | pack_matrix(
        "tie_count", _without_oneself(theirs @ all_of, rows)
    )


def tag_arrays(corpus: Corpus) -> Arrays:
    """Return which capability each organisation has, and each project and profile is about, with the evidence."""
    at = positions(row.id for row in corpus.capabilities)
    arrays: Arrays = {}
    for name, tags in (
        ("organisation_capability", [row.capabilities for row in corpus.organisations]),
        ("project_capability", [row.capabilities for row in corpus.projects]),
        ("profile_capability", [row.capabilities for row in corpus.profiles]),
    ):
        arrays |= _tag_columns(name, tags, at)
    return arrays


def membership_arrays(corpus: Corpus) -> Arrays:
    """Return which organisation belongs to which cluster."""
    at = positions(row.id for row in corpus.clusters)
    pairs = {
        (row, at[cluster]): 1.0
        for row, organisation in enumerate(corpus.organisations)
        for cluster in organisation.clusters
    }
    return pack_matrix("membership", matrix_of(pairs, (len(corpus.organisations), len(at))))


def search_arrays(corpus: Corpus) -> Arrays:
    """Return every word by which an organisation can be found, sorted, and which organisations it finds."""
    label_words = {row.id: words(" ".join(row.labels.values())) for row in corpus.capabilities}
    return postings("search", (found_by(organisation, label_words) for organisation in corpus.organisations))


def postings(name: str, found_by: Iterable[Mapping[str, float]]) -> Arrays:
    """Return sorted words and which rows they find; `found_by` gives each row's words with what a hit is worth."""
    tokens: list[str] = []
    weights: list[float] = []
    sizes = []
    for found in found_by:
        tokens.extend(found)
        weights.extend(found.values())
        sizes.append(len(found))
    vocabulary = sorted(set(tokens))
    at = positions(vocabulary)
    numbers = np.fromiter(map(at.__getitem__, tokens), dtype=np.int64, count=len(tokens))
    rows = np.repeat(np.arange(len(sizes)), sizes)
    matrix = _matrix(numbers, rows, np.array(weights), (len(vocabulary), len(sizes)))
    return Strings.pack(f"{name}.token", vocabulary) | pack_matrix(f"{name}.posting", matrix)


def titles_by_organisation(corpus: Corpus) -> dict[str, list[str]]:
    """Return the titles of each organisation's projects, latest first."""
    members: dict[str, dict[str, None]] = defaultdict(dict)
    for tie in corpus.participations:
        members[tie.project][tie.organisation] = None
    titles: dict[str, list[str]] = defaultdict(list)
    for project in sorted(corpus.projects, key=latest_first):
        if project.title:
            for organisation in members[project.id]:
                titles[organisation].append(project.title)
    return titles


def _ones(matrix: sparse.csr_array) -> sparse.csr_array:
    ones = np.ones(len(matrix.indices), dtype=np.float32)
    return sparse.csr_array((ones, matrix.indices, matrix.indptr), shape=matrix.shape)


def _without_oneself(matrix: sparse.csr_array, rows: Places) -> sparse.csr_array:
    """Return a matrix (m, n) without the columns of its own rows (m)."""
    others = matrix.indices != np.repeat(rows, np.diff(matrix.indptr))
    ends = np.concatenate([[0], np.cumsum(others)])[matrix.indptr]
    return sparse.csr_array((matrix.data[others], matrix.indices[others], ends), shape=matrix.shape)


def latest_first(project: ProjectRow) -> tuple[int, str]:
    """Return by what projects are sorted so that the latest comes first."""
    return (-(project.start or date.min).toordinal(), project.id)


def positions(ids: Iterable[str]) -> dict[str, int]:
    """Return the place of each id."""
    return {value: position for position, value in enumerate(ids)}


def found_by(organisation: OrganisationRow, label_words: Mapping[str, tuple[str, ...]]) -> dict[str, float]:
    """Return the words that find an organisation, and what a hit is worth; a word that stands twice counts its best."""
    told = (organisation.city, organisation.id, *(getattr(organisation, scheme) for scheme in PUBLIC_IDS))
    found = dict.fromkeys(words(" ".join(filter(None, told))), PLACE_WEIGHT)
    for tag in organisation.capabilities:
        found |= dict.fromkeys(label_words[tag[0]], CAPABILITY_WEIGHT)
    return found | dict.fromkeys(words(organisation.name), NAME_WEIGHT)


def matrix_of(values: Mapping[tuple[int, int], float], shape: tuple[int, int]) -> sparse.csr_array:
    """Return a matrix of values by row and column."""
    pairs = np.array(list(values), dtype=np.int64).reshape(-1, 2)
    return _matrix(pairs[:, 0], pairs[:, 1], np.fromiter(values.values(), np.float32, len(values)), shape)


def _matrix(rows: Places, columns: Places, values: AnyFloats, shape: tuple[int, int]) -> sparse.csr_array:
    matrix = sparse.csr_array(sparse.coo_array((values.astype(np.float32), (rows, columns)), shape=shape))
    matrix.sort_indices()
    return matrix


def _tag_columns(name: str, tags_of_rows: Sequence[Tags], at: Mapping[str, int]) -> Arrays:
    # Sorted as the matrix is, so that the n-th evidence belongs to its n-th value; of a term told twice, the last.
    in_order = [sorted({at[tag[0]]: tag for tag in tags}.items()) for tags in tags_of_rows]
    cells = [cell for row in in_order for cell in row]
    rows = np.repeat(np.arange(len(in_order)), [len(row) for row in in_order])
    columns = np.fromiter((column for column, _ in cells), np.int64, len(cells))
    strengths = np.fromiter((tag[1] for _, tag in cells), np.float32, len(cells))
    matrix = _matrix(rows, columns, strengths, (len(in_order), len(at)))
    return pack_matrix(name, matrix) | Strings.pack(f"{name}.evidence", (tag[2] for _, tag in cells))


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _year(day: date | None) -> float:
    return float("nan") if day is None else day.year + (day.timetuple().tm_yday - 1) / _DAYS_A_YEAR
