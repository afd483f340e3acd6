"""What a side gains from the other: one small function a kind of gain, each a sentence about what the giver brings.

Every function is asked twice, once for each direction; it answers None where there is nothing to say.
"""

from collections.abc import Callable

from matchers.features.capabilities import strongest_link
from matchers.features.enterprises import size
from matchers.features.graph import count_common
from matchers.remembered import once
from matchers.said import Said, counted, listed, said
from matchers.seeker import Seeker
from matchers.snapshot.snapshot import Snapshot
from matchers.text import country_phrase

RESEARCHERS = ("university", "research_centre")
PUBLIC = ("public_body", "association")

Gain = Callable[[Seeker, Seeker, Snapshot], str | None]
"""Called with the giver, the taker and the snapshot."""


def new_capabilities(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:
    """Capabilities that the taker does not show yet, strong and rare ones first."""
    extra = [column for column in _rare_first(giver, snapshot) if column not in taker.held]
    if giver.is_need or not extra:
        return None
    names = listed(extra[:3], snapshot.capability_phrase)
    return said("{giver} brings capabilities that are new: {names}.", giver=giver.name, names=names)


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
        return said(
            "{giver} stands next along the value chain: work on {taken} feeds into its {given}.",
            giver=giver.name,
            taken=taken,
            given=given,
        )
    return said(
        "{giver} stands before along the value chain: its work on {given} feeds into {taken}.",
        giver=giver.name,
        taken=taken,
        given=given,
    )


def market(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:
    """A footing in the giver's country."""
    if giver.country < 0 or giver.country == taker.country:
        return None
    return said(
        "{giver} knows the market and the programmes of {country}.",
        giver=giver.name,
        country=country_phrase(snapshot.tables.countries[giver.country]),
    )


def network(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:  # gains have one signature
    """Partners of the giver whom the taker has not worked with."""
    fresh = len(giver.partner_rows) - count_common(giver, taker, snapshot) - int(taker.row is not None)
    many = 2
    if fresh < many:
        return None
    return said("{giver} opens its network: {count} partners that would be new.", giver=giver.name, count=fresh)


def leadership(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:  # noqa: ARG001  # likewise
    """Someone who has led projects before."""
    led = 0 if giver.row is None else int(snapshot.coordinated[giver.row])
    if not led:
        return None
    return said(
        "{giver} has coordinated {projects} and can lead the next.",
        giver=giver.name,
        projects=counted("one project", "{count} projects", led),
    )


def research(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:
    """Research in the taker's field, from a university or research centre to a firm."""
    if giver.kind not in RESEARCHERS or taker.kind in RESEARCHERS:
        return None
    return _in_field(
        giver,
        taker,
        snapshot,
        said("{giver} brings researchers and equipment.", giver=giver.name),
        said("{giver} brings researchers and equipment in {field}."),
    )


def application(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:
    """A place to put results to use, from a firm to a university or research centre."""
    if giver.kind != "firm" or taker.kind not in RESEARCHERS:
        return None
    return _in_field(
        giver,
        taker,
        snapshot,
        said("{giver} brings practical questions and a place to put results to use.", giver=giver.name),
        said("{giver} brings practical questions and a place to put results to use in {field}."),
    )


def capacity(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:  # noqa: ARG001  # likewise
    """Hands for work that the taker has to give away, from a firm whose size is known."""
    if giver.kind != "firm" or (giver.enterprise.employees is None and giver.enterprise.size_class is None):
        return None
    return said("{giver} can take on work with {size}.", giver=giver.name, size=size(giver.enterprise))


def public_task(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:
    """A public need to serve, from a public body or association to a firm."""
    if giver.kind not in PUBLIC or taker.kind in PUBLIC:
        return None
    return _in_field(
        giver,
        taker,
        snapshot,
        said("{giver} brings a public need to serve and the sites to show it.", giver=giver.name),
        said("{giver} brings a public need to serve and the sites to show it in {field}."),
    )


def delivery(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:
    """Someone who puts plans to work, from a firm to a public body or association."""
    if giver.kind != "firm" or taker.kind not in PUBLIC:
        return None
    return _in_field(
        giver,
        taker,
        snapshot,
        said("{giver} brings products and people that put plans to work.", giver=giver.name),
        said("{giver} brings products and people that put plans to work in {field}."),
    )


def continuity(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:  # noqa: ARG001  # likewise
    """Someone who carries the firm on, for one that is known to seek a successor."""
    if not taker.enterprise.seeks_successor or giver.enterprise.seeks_successor:
        return None
    return said("{giver} could carry on what {taker} has built.", giver=giver.name, taker=taker.name)


def going_concern(giver: Seeker, taker: Seeker, snapshot: Snapshot) -> str | None:  # noqa: ARG001  # likewise
    """A firm that runs, from one that is known to seek a successor."""
    if not giver.enterprise.seeks_successor or taker.enterprise.seeks_successor:
        return None
    told, year = size(giver.enterprise), giver.enterprise.founded
    if year:
        told = said("{size}, founded in {year}", size=told, year=year)
    return said("{giver} hands over a firm that runs: {size}.", giver=giver.name, size=told)


def _in_field(giver: Seeker, taker: Seeker, snapshot: Snapshot, alone: Said, within: str) -> Said:
    """Return the sentence with the field that both work in, where there is one, or else the one without it."""
    taken, rarity = taker.held, snapshot.capability_rarity
    both = [
        (-strength * taken[column] * float(rarity[column]), column)
        for column, strength in giver.held.items()
        if column in taken
    ]
    names = listed([column for _, column in sorted(both)[:2]], snapshot.capability_phrase)
    return said(within, giver=giver.name, field=names) if names else alone


@once
def _rare_first(giver: Seeker, snapshot: Snapshot) -> list[int]:
    """Return what the giver can do (columns): strong and rare capabilities first."""
    rarity = snapshot.capability_rarity
    held = [(-strength * float(rarity[column]), column) for column, strength in giver.held.items()]
    return [column for _, column in sorted(held)]


GAINS: dict[str, Gain] = {
    "new_capabilities": new_capabilities,
    "value_chain": value_chain,
    "market": market,
    "network": network,
    "leadership": leadership,
    "research": research,
    "application": application,
    "capacity": capacity,
    "public_task": public_task,
    "delivery": delivery,
    "continuity": continuity,
    "going_concern": going_concern,
}
