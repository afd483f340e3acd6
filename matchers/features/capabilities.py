"""Features of what two organisations can do."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from matchers.features.feature import Explanation
from matchers.remembered import once, once_a_row
from matchers.said import listed, said
from matchers.seeker import Seeker
from matchers.snapshot.columns import row_of
from matchers.snapshot.shortcuts import ONCE_SEEN
from matchers.snapshot.snapshot import Floats, Snapshot

Link = tuple[int, int, bool]
"""A capability of the seeker, one of the other side, and whether the first feeds into the second."""

_FEEDS: Final = {
    "do": (
        said("What you do in {mine} feeds into what they do in {theirs}."),
        said("What they do in {theirs} feeds into what you do in {mine}."),
    ),
    "seek": (
        said("What you seek in {mine} feeds into what they do in {theirs}."),
        said("What they do in {theirs} feeds into what you seek in {mine}."),
    ),
    "offer": (
        said("What you offer in {mine} feeds into what they do in {theirs}."),
        said("What they do in {theirs} feeds into what you offer in {mine}."),
    ),
}
"""How a link of the value chain is told, onwards and backwards, by what the asking side does."""


def certainty(snapshot: Snapshot) -> Floats:
    """Return how well it is known what organisations can do (n), from 0 to 1.

    Cosines tell which capabilities one has, not how surely: who took part in one large project is as much of its field
    as who did twenty. With l the length of the rarity-weighted capabilities: l / sqrt(l^2 + b^2), where b is the length
    of a single capability of the usual rarity that one has with `ONCE_SEEN`.
    """
    length = snapshot.capability_length
    return np.asarray(length / np.hypot(length, ONCE_SEEN * snapshot.usual_rarity), dtype=np.float32)


def shared(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """Both work on the same capabilities; what few can do counts more.

    Cosine of the two capability vectors, each capability weighted by its inverse document frequency
    (Spärck Jones, J. Documentation 28, 1972): ln(1 + n / organisations that have it).
    """
    return _cosine(seeker.capabilities, snapshot)


def explain_shared(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the shared capabilities, those few have first."""
    names = listed(in_common(seeker, snapshot, row), snapshot.capability_phrase)
    if not names:
        told = said("You have no capability in common.")
    elif seeker.is_offer:
        told = said("They work on {names}, which you offer.", names=names)
    elif seeker.is_need:
        told = said("They work on {names}, which you seek.", names=names)
    else:
        told = said("You both work on {names}.", names=names)
    return Explanation(told, own_strongest(seeker, snapshot), strongest_of_row(seeker, snapshot, row))


def in_common(seeker: Seeker, snapshot: Snapshot, row: int) -> list[int]:
    """Return what both can do or seek (columns), by what it adds to `shared`."""
    mine, rarity = seeker.held, snapshot.capability_rarity
    theirs, strengths = (part.tolist() for part in row_of(snapshot.capability, row))
    both = [
        (-mine[column] * strength * float(rarity[column]) ** 2, column)
        for column, strength in zip(theirs, strengths, strict=True)
        if column in mine
    ]
    return [column for weight, column in sorted(both) if weight < 0]


def value_chain(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """What one side does feeds into what the other does along the value chain.

    Cosine between the neighbours, in the capability vocabulary's feeds-into links, of what the seeker does and what the
    candidate does; capabilities that both have say nothing here and are left out.
    """
    return _cosine(neighbours_of(seeker, snapshot), snapshot)


def value_chain_by(seekers: Sequence[Seeker], candidate: Snapshot) -> Floats:
    """Return the same for several organisations that ask (m) with one candidate alone."""
    held = np.array([seeker.capabilities for seeker in seekers])
    reached = held @ candidate.feeds + held @ candidate.feeds.T
    reached[held > 0] = 0.0
    reached *= candidate.capability_rarity
    lengths = np.linalg.norm(reached, axis=1) * candidate.capability_length[0]
    columns, strengths = row_of(candidate.capability, 0)
    products = reached[:, columns] @ (strengths * candidate.capability_rarity[columns])
    return np.asarray(products / np.where(lengths > 0, lengths, 1.0), dtype=np.float32).clip(0, 1)


def explain_value_chain(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the strongest link of the value chain between the two."""
    link = strongest_link(seeker, snapshot, row)
    if link is None:
        sentence = said("Nothing you do feeds into what they do, nor the other way.")
        return Explanation(sentence, own_strongest(seeker, snapshot), strongest_of_row(seeker, snapshot, row))
    ours, theirs, forward = link
    mine, yours = snapshot.capability_phrase(ours), snapshot.capability_phrase(theirs)
    forth, back = _FEEDS[seeker.verb]
    return Explanation(said(forth if forward else back, mine=mine, theirs=yours), mine, yours)


@once_a_row
def strongest_link(seeker: Seeker, snapshot: Snapshot, row: int) -> Link | None:
    """Return (our capability, their capability, whether ours feeds theirs) of the strongest link, if there is one.

    Of equals the first by columns, and rather onwards than backwards.
    """
    columns, strengths = row_of(snapshot.capability, row)
    worth = dict(zip(columns.tolist(), (strengths * snapshot.capability_rarity[columns]).tolist(), strict=True))
    best, most = None, 0.0
    for ours, theirs, forward, strength in _links(seeker, snapshot):
        weight = strength * worth.get(theirs, 0.0)
        if weight > most:
            best, most = (ours, theirs, forward), weight
    return best


@once
def _links(seeker: Seeker, snapshot: Snapshot) -> list[tuple[int, int, bool, float]]:
    """Return what of the seeker's is linked to what it has not: the two columns, onwards or back, how much it has."""
    mine = seeker.held
    return [
        (ours, theirs, forward, strength)
        for forward, links in ((True, snapshot.feeds_into), (False, snapshot.fed_by))
        for ours, strength in mine.items()
        for theirs in links[ours]
        if theirs not in mine
    ]


def neighbours_of(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """Return what stands beside the seeker's capabilities along the value chain (c); 0 for those that it has."""
    reached = snapshot.feeds.T @ seeker.capabilities + snapshot.feeds @ seeker.capabilities
    reached[seeker.capabilities > 0] = 0.0
    return np.asarray(reached, dtype=np.float32)


def _cosine(wanted: Floats, snapshot: Snapshot) -> Floats:
    rarity = snapshot.capability_rarity
    length = float(np.linalg.norm(wanted * rarity))
    if length == 0:
        return np.zeros(snapshot.size, dtype=np.float32)
    products = snapshot.capability @ (wanted * rarity**2)
    return np.asarray(products / (length * snapshot.capability_length), dtype=np.float32).clip(0, 1)


def strongest(snapshot: Snapshot, strengths: Floats) -> str:
    """Name the strongest of capabilities (c)."""
    order = np.argsort(-strengths, kind="stable")[: int((strengths > 0).sum())]
    return listed(order.tolist(), snapshot.capability_phrase) or said("no capability known")


@once
def own_strongest(seeker: Seeker, snapshot: Snapshot) -> str:
    """Name the strongest capabilities of who asks."""
    return strongest(snapshot, seeker.capabilities)


@once_a_row
def strongest_of_row(seeker: Seeker, snapshot: Snapshot, row: int) -> str:  # noqa: ARG001  # remembered for the seeker
    """Name an organisation's strongest capabilities."""
    columns, strengths = row_of(snapshot.capability, row)
    order = columns[np.argsort(-strengths, kind="stable")].tolist()
    return listed(order, snapshot.capability_phrase) or said("no capability known")
