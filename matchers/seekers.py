"""How who seeks comes to be: from an organisation, an offer or request, or a need in free words."""

from datetime import date

import numpy as np
from scipy import sparse

from matchers.answers import today
from matchers.encoder import Encoder
from matchers.errors import ClosedProfileError
from matchers.said import said
from matchers.seeker import Seeker
from matchers.snapshot.columns import row_of
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.tagging import Tagger


def seeker_of_organisation(snapshot: Snapshot, organisation_id: str, day: date | None = None) -> Seeker:
    """Return the seeker for an organisation on a day (today if not told), or raise UnknownIdError."""
    return seeker_of_row(snapshot, snapshot.row(organisation_id), day)


def seeker_of_row(snapshot: Snapshot, row: int, day: date | None = None) -> Seeker:
    """Return the seeker for a row's organisation on a day (today if not told), also for one that withholds its name."""
    tied, strengths = row_of(snapshot.tie_strength, row)
    return Seeker(
        snapshot=snapshot,
        row=row,
        name=snapshot.name(row),
        kind=snapshot.kind_of(row),
        country=int(snapshot.country[row]),
        coordinates=snapshot.coordinates[row],
        vector=snapshot.vectors[row],
        projects=snapshot.projects_of(row),
        capabilities=_dense(snapshot.capability, row),
        partner_rows=tied.astype(np.int64),
        partner_strengths=strengths,
        enterprise=snapshot.enterprises.at(row),
        networks=np.asarray(snapshot.part_of[row_of(snapshot.membership, row)[0]].any(axis=0), dtype=np.float32),
        day=day or today(),
    )


def seeker_of_profile(snapshot: Snapshot, profile_id: str, day: date | None = None) -> Seeker:
    """Return the seeker for an offer or request that stands on a day (today if not told).

    Raises UnknownIdError where there is none, ClosedProfileError where it does not stand.
    """
    profiles, day = snapshot.profiles, day or today()
    row = profiles.row(profile_id)
    if not profiles.open_on(day)[row]:
        raise ClosedProfileError(profile_id, profiles.day("published", row), profiles.day("withdrawn", row), day)
    owner = int(profiles.owner[row])
    return Seeker(
        snapshot=snapshot,
        name=profiles.text("title", row),
        vector=profiles.vectors[row],
        capabilities=_dense(profiles.capability, row),
        kind=snapshot.kind_of(owner),
        country=int(snapshot.country[owner]),
        coordinates=snapshot.coordinates[owner],
        profile=row,
        owner=owner,
        words=f"{profiles.text('title', row)}. {profiles.text('text', row)}",
        day=day,
    )


def seeker_of_need(snapshot: Snapshot, encoder: Encoder, tagger: Tagger, text: str, day: date | None = None) -> Seeker:
    """Return the seeker for a need in free words, on a day (today if not told)."""
    vector = encoder.encode_need(text)
    capabilities = np.zeros(len(snapshot.tables.capabilities), dtype=np.float32)
    for tag in tagger.tag(text, None):
        capabilities[snapshot.capability_column(tag.capability)] = tag.strength
    return Seeker(
        snapshot=snapshot,
        name=said("Your need"),
        words=text,
        vector=vector,
        capabilities=capabilities,
        day=day or today(),
    )


def _dense(matrix: sparse.csr_array, row: int) -> Floats:
    columns, values = row_of(matrix, row)
    dense = np.zeros(matrix.shape[1], dtype=np.float32)
    dense[columns] = values
    return dense
