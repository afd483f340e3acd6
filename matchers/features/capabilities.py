"""Features of what two organisations can do."""

from typing import Final

import numpy as np

from matchers.features.feature import Explanation
from matchers.said import listed, said
from matchers.seeker import Link, Seeker
from matchers.snapshot.columns import row_of
from matchers.snapshot.snapshot import Floats, Snapshot

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


def shared(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """Both work on the same capabilities; what few can do counts more.

    Cosine of the two capability vectors, each capability weighted by its inverse document frequency
    (Spärck Jones, J. Documentation 28, 1972): ln(1 + n / organisations that have it).
    """
    return _cosine(seeker.capabilities, snapshot)


def explain_shared(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the shared capabilities, those few have first."""
    theirs, strengths = row_of(snapshot.capability, row)
    weight = seeker.capabilities[theirs] * strengths * snapshot.capability_rarity[theirs] ** 2
    common = theirs[np.argsort(-weight, kind="stable")][: int((weight > 0).sum())]
    names = listed(common.tolist(), snapshot.capability_phrase)
    if not names:
        told = said("You have no capability in common.")
    elif seeker.is_offer:
        told = said("They work on {names}, which you offer.", names=names)
    elif seeker.is_need:
        told = said("They work on {names}, which you seek.", names=names)
    else:
        told = said("You both work on {names}.", names=names)
    return Explanation(
        told,
        strongest(snapshot, seeker.capabilities),
        strongest_of_row(snapshot, row),
    )


def value_chain(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """What one side does feeds into what the other does along the value chain.

    Cosine between the neighbours, in the capability vocabulary's feeds-into links, of what the seeker does and what the
    candidate does; capabilities that both have say nothing here and are left out.
    """
    return _cosine(neighbours_of(seeker, snapshot), snapshot)


def explain_value_chain(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the strongest link of the value chain between the two."""
    link = strongest_link(seeker, snapshot, row)
    if link is None:
        sentence = said("Nothing you do feeds into what they do, nor the other way.")
        return Explanation(sentence, strongest(snapshot, seeker.capabilities), strongest_of_row(snapshot, row))
    ours, theirs, forward = link
    mine, yours = snapshot.capability_phrase(ours), snapshot.capability_phrase(theirs)
    forth, back = _FEEDS[seeker.verb]
    return Explanation(said(forth if forward else back, mine=mine, theirs=yours), mine, yours)


def strongest_link(seeker: Seeker, snapshot: Snapshot, row: int) -> Link | None:
    """Return (our capability, their capability, whether ours feeds theirs) of the strongest link, if there is one."""
    # Reasons, gains and paths ask for the same link.
    if row not in seeker.links:
        seeker.links[row] = _strongest_link(seeker, snapshot, row)
    return seeker.links[row]


def _strongest_link(seeker: Seeker, snapshot: Snapshot, row: int) -> Link | None:
    theirs, strengths = row_of(snapshot.capability, row)
    new = seeker.capabilities[theirs] == 0
    theirs, strengths = theirs[new], strengths[new]
    ours = np.flatnonzero(seeker.capabilities)
    if not len(theirs) or not len(ours):
        return None
    weight = np.outer(seeker.capabilities[ours], strengths * snapshot.capability_rarity[theirs])
    forward = snapshot.feeds[ours][:, theirs] * weight
    backward = snapshot.feeds[:, ours][theirs].T * weight
    best = forward if forward.max() >= backward.max() else backward
    if best.max() <= 0:
        return None
    i, j = np.unravel_index(int(best.argmax()), best.shape)
    return int(ours[i]), int(theirs[j]), best is forward


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


def strongest_of_row(snapshot: Snapshot, row: int) -> str:
    """Name an organisation's strongest capabilities."""
    columns, strengths = row_of(snapshot.capability, row)
    order = columns[np.argsort(-strengths, kind="stable")].tolist()
    return listed(order, snapshot.capability_phrase) or said("no capability known")
