"""What organisations withhold, and a snapshot as someone sees it from whom they withhold it.

A field has an audience, one of AUDIENCES, each within the one before. Who asks has a **standing** with every
organisation: the narrowest audience of its fields that they belong to. A field whose audience is narrower is withheld:
in a snapshot `without_withheld` its value is not there, so that it can neither be shown, searched nor scored; what is
made from it (the vector of the text, tags read from the description, words to be found by) is made without it.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.corpus import PUBLIC_IDS, Corpus, OrganisationRow
from matchers.snapshot.columns import Arrays
from matchers.snapshot.derive import found_by
from matchers.snapshot.enterprises import UNKNOWN
from matchers.snapshot.snapshot import Snapshot
from matchers.snapshot.walls import only_these
from matchers.text import profile_text, words

AUDIENCES: Final = ("public", "partners", "cluster", "own")
PUBLIC, PARTNERS, CLUSTER, OWN = range(4)

FIELDS: Final = (
    "named",
    "description",
    "website",
    "capabilities",
    "profiles",
    "size",
    "founded",
    "family_owned",
    "seeks_successor",
)

FROM_DESCRIPTION: Final = "own description: "
"""How the evidence of a capability begins that was read from an organisation's description, and quotes it."""

_ENTERPRISE: Final = {
    "employees": "size",
    "size_class": "size",
    "is_sme": "size",
    "founded": "founded",
    "family_owned": "family_owned",
    "seeks_successor": "seeks_successor",
}
"""The field that each column of enterprises belongs to."""

Standings = npt.NDArray[np.uint8]
"""The standing of who asks with every organisation (n), as positions in AUDIENCES."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class OtherText:
    """The text of an organisation (its place in the corpus) as those of a standing may read it."""

    place: int
    standing: int
    text: str


def other_texts(corpus: Corpus, titles: Mapping[str, Sequence[str]], labels: Mapping[str, str]) -> list[OtherText]:
    """Return the texts of those who withhold some of theirs, for every standing that may not read all of it.

    `titles` are the titles of each organisation's projects, `labels` the English ones of capabilities.
    """
    return [
        other
        for place, row in enumerate(corpus.organisations)
        for other in other_texts_of(place, row, titles.get(row.id, ()), labels)
    ]


def other_texts_of(
    place: int, row: OrganisationRow, titles: Sequence[str], labels: Mapping[str, str]
) -> Iterator[OtherText]:
    """Yield the texts of one organisation, at a place, for every standing that may not read all of its own."""
    if row.audiences:
        for standing in (PUBLIC, PARTNERS, CLUSTER):
            if (seen := _as_seen(row, standing)) != row:
                yield OtherText(place, standing, text_of(seen, labels, titles))


def text_of(row: OrganisationRow, labels: Mapping[str, str], titles: Sequence[str]) -> str:
    """Return the text that stands for an organisation, its strongest capabilities first."""
    # As exact as a snapshot keeps them, so that one read back gives the same text.
    strongest = sorted(row.capabilities, key=lambda tag: (-np.float32(tag[1]), tag[0]))
    return profile_text(row, [labels[tag[0]] for tag in strongest], titles)


def audience_arrays(corpus: Corpus, texts: Sequence[OtherText]) -> Arrays:
    """Return the audience of each organisation's fields (n, fields), and whose and for whom other texts are (m)."""
    audience = np.zeros((len(corpus.organisations), len(FIELDS)), dtype=np.uint8)
    for place, row in enumerate(corpus.organisations):
        for field, told in row.audiences:
            audience[place, FIELDS.index(field)] = AUDIENCES.index(told)
    return {
        "organisation.audience": audience,
        "other_text.organisation": np.array([one.place for one in texts], dtype=np.int32),
        "other_text.standing": np.array([one.standing for one in texts], dtype=np.uint8),
    }


def in_order(audiences: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return (field, audience) as a corpus row has them: in the order of FIELDS, and none that is public."""
    told = dict(audiences)
    return tuple((field, told[field]) for field in FIELDS if told.get(field, AUDIENCES[PUBLIC]) != AUDIENCES[PUBLIC])


def audiences_told(audience: npt.NDArray[np.uint8]) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield what is not public for each row of `organisation.audience`, as a corpus row has it: (field, audience)."""
    for row in audience:
        yield tuple((FIELDS[at], AUDIENCES[row[at]]) for at in np.flatnonzero(row).tolist())


def standings(snapshot: Snapshot, of_clusters: Mapping[str, int], organisation: str | None = None) -> Standings:
    """Return the standing (n) of someone, given theirs with the members of clusters (by id) and their organisation."""
    found = np.zeros(snapshot.size, dtype=np.uint8)
    for standing in (PARTNERS, CLUSTER, OWN):
        columns = [at for at, row in enumerate(snapshot.tables.clusters) if of_clusters.get(row.id) == standing]
        found[np.asarray(snapshot.membership[:, columns].sum(axis=1)).ravel() > 0] = standing
    if organisation is not None and organisation in snapshot.row_by_id:
        found[snapshot.row_by_id[organisation]] = OWN
    return found


def without_withheld(snapshot: Snapshot, standing: Standings) -> Snapshot:
    """Return a snapshot as someone sees it who has this standing (n); itself where nothing is withheld from them.

    Who withholds its name is not there, and is counted (`Snapshot.counted`). Memory is shared but for what is withheld;
    where that is part of a text, the vectors are copied.
    """
    withheld = snapshot.audience > standing[:, None]
    if not withheld.any():
        return snapshot
    hidden = {field: withheld[:, at] for at, field in enumerate(FIELDS)}
    view = only_these(snapshot, snapshot.visible & ~hidden["named"])
    view.counted, view.counted_membership = snapshot.counted, snapshot.counted_membership
    view.profiles = snapshot.profiles.of_owners(view.visible & ~hidden["profiles"])
    view.enterprises = replace(
        snapshot.enterprises,
        **{name: _blank(getattr(snapshot.enterprises, name), hidden[field]) for name, field in _ENTERPRISE.items()},
    )
    for field in ("description", "website"):
        view.withhold_strings(f"organisation.{field}", hidden[field])
    _without_tags(snapshot, view, hidden)
    theirs = snapshot.other_standing == standing[snapshot.other_place]
    if theirs.any():
        view.vectors = snapshot.vectors.copy()
        view.vectors[snapshot.other_place[theirs]] = snapshot.other_vectors[theirs]
    return view


def _blank(column: npt.NDArray[np.signedinteger], hidden: Mask) -> npt.NDArray[np.signedinteger]:
    return np.where(hidden, column.dtype.type(UNKNOWN), column)


def _without_tags(snapshot: Snapshot, view: Snapshot, hidden: Mapping[str, Mask]) -> None:
    """Take withheld capabilities out of a view, with their evidence and the words that they are found by."""
    matrix, evidence = snapshot.capability, snapshot.capability_evidence
    owner = np.repeat(np.arange(snapshot.size), np.diff(matrix.indptr))
    gone = hidden["capabilities"][owner]
    for at in np.flatnonzero(hidden["description"][owner] & ~gone).tolist():
        gone[at] = evidence.text(at).startswith(FROM_DESCRIPTION)
    if not gone.any():
        return
    kept = np.flatnonzero(~gone)
    ends = np.concatenate([[0], np.cumsum(~gone)])[matrix.indptr]
    view.capability = sparse.csr_array((matrix.data[kept], matrix.indices[kept], ends), shape=matrix.shape)
    view.capability_evidence = evidence.only(kept)
    for name in ("capability_rarity", "usual_rarity", "capability_length"):
        view.__dict__.pop(name, None)
    view.search_postings = _postings(snapshot, view, np.unique(owner[gone]))


def _postings(snapshot: Snapshot, view: Snapshot, rows: npt.NDArray[np.int64]) -> sparse.csr_array:
    """Return what each word finds (words, n), some rows by what is left of them."""
    at = {token: place for place, token in enumerate(snapshot.search_tokens)}
    labels = {row.id: words(" ".join(row.labels.values())) for row in snapshot.tables.capabilities}
    found = [found_by(_found_row(snapshot, view, row), labels) for row in rows.tolist()]
    former = snapshot.search_postings.tocoo()
    kept = ~np.isin(former.col, rows)
    tokens = np.array([at[token] for one in found for token in one], dtype=np.int64)
    worth = np.array([value for one in found for value in one.values()], dtype=np.float32)
    owners = np.repeat(rows, [len(one) for one in found])
    places = (np.concatenate([former.row[kept], tokens]), np.concatenate([former.col[kept], owners]))
    values = np.concatenate([former.data[kept], worth])
    return sparse.csr_array(sparse.coo_array((values, places), shape=former.shape))


def _found_row(snapshot: Snapshot, view: Snapshot, row: int) -> OrganisationRow:
    """Return what of a row it can be found by."""
    capabilities = snapshot.tables.capabilities
    start, end = view.capability.indptr[row], view.capability.indptr[row + 1]
    facts: dict[str, Any] = {name: snapshot.column(f"organisation.{name}")[row] for name in ("city", *PUBLIC_IDS)}
    tags = tuple((capabilities[column].id, 1.0, "") for column in view.capability.indices[start:end].tolist())
    return OrganisationRow(snapshot.organisation_id(row), snapshot.name(row), capabilities=tags, **facts)


def _as_seen(row: OrganisationRow, standing: int) -> OrganisationRow:
    """Return what of an organisation's text those of a standing may read."""
    audience = {field: AUDIENCES.index(told) for field, told in row.audiences}
    if audience.get("capabilities", PUBLIC) > standing:
        row = replace(row, capabilities=())
    if audience.get("description", PUBLIC) > standing:
        kept = tuple(tag for tag in row.capabilities if not tag[2].startswith(FROM_DESCRIPTION))
        row = replace(row, description=None, capabilities=kept)
    return row


def with_standing(standing: Standings, row: int, other: int) -> Standings:
    """Return the standing of someone who had another one with one organisation, to show what such a one sees."""
    changed = copy.copy(standing)
    changed[row] = other
    return changed
