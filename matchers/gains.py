"""What a side gains from the other: one small function a kind of gain, each a sentence about what the giver brings.

Every function is asked twice, once for each direction; it answers None where there is nothing to say.
"""

from collections.abc import Callable

import numpy as np

from matchers.features.capabilities import strongest_link
from matchers.seeker import Seeker
from matchers.snapshot.snapshot import Snapshot
from matchers.text import country_name, listed

RESEARCHERS = ("university", "research_centre")

Gain = Callable[[Seeker, Seeker, Snapshot], str | None]
"""Called with the giver, the taker and the snapshot."""


def new_capabilities(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:
    """Capabilities that the taker does not show yet, strong and rare ones first."""
    extra = np.where(taker.capabilities > 0, 0.0, giver.capabilities * snapshot.capability_rarity)
    order = np.argsort(-extra, kind="stable")[: int((extra > 0).sum())]
    if giver.is_need or not len(order):
        return None
    names = listed(order[:3].tolist(), snapshot.capability_phrase)
    return f"{giver.name} brings capabilities that are new: {names}."


def value_chain(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:
    """The next stage of the value chain, up or down."""
    if giver.row is None:
        return None
    link = strongest_link(taker, snapshot, giver.row)
    if link is None:
        return None
    mine, theirs, forward = link
    taken, given = snapshot.capability_phrase(mine), snapshot.capability_phrase(theirs)
    if forward:
        return f"{giver.name} stands next along the value chain: work on {taken} feeds into its {given}."
    return f"{giver.name} stands before along the value chain: its work on {given} feeds into {taken}."


def market(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:
    """A footing in the giver's country."""
    if giver.country < 0 or giver.country == taker.country:
        return None
    return (
        f"{giver.name} knows the market and the programmes of {country_name(snapshot.tables.countries[giver.country])}."
    )


def network(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:  # noqa: ARG001  # gains have one signature
    """Partners of the giver whom the taker has not worked with."""
    fresh = int(((giver.partners > 0) & (taker.partners == 0)).sum()) - int(taker.row is not None)
    many = 2
    return f"{giver.name} opens its network: {fresh} partners that would be new." if fresh >= many else None


def leadership(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:  # noqa: ARG001  # likewise
    """Someone who has led projects before."""
    led = 0 if giver.row is None else int(snapshot.coordinated[giver.row])
    if not led:
        return None
    return f"{giver.name} has coordinated {'one project' if led == 1 else f'{led} projects'} and can lead the next."


def research(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:
    """Research in the taker's field, from a university or research centre to a firm."""
    if giver.kind not in RESEARCHERS or taker.kind in RESEARCHERS:
        return None
    return f"{giver.name} brings researchers and equipment{_in_field(giver, taker, snapshot)}."


def application(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:
    """A place to put results to use, from a firm to a university or research centre."""
    if giver.kind != "firm" or taker.kind not in RESEARCHERS:
        return None
    return (
        f"{giver.name} brings practical questions and a place to put results to use{_in_field(giver, taker, snapshot)}."
    )


def _in_field(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str:
    both = giver.capabilities * taker.capabilities * snapshot.capability_rarity
    order = np.argsort(-both, kind="stable")[: int((both > 0).sum())]
    names = listed(order[:2].tolist(), snapshot.capability_phrase)
    return f" in {names}" if names else ""


GAINS: dict[str, Gain] = {
    "new_capabilities": new_capabilities,
    "value_chain": value_chain,
    "market": market,
    "network": network,
    "leadership": leadership,
    "research": research,
    "application": application,
}
