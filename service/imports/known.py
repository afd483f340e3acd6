"""Who of the graph somebody may be told of when what they bring in, or their members, is compared with it."""

from collections.abc import Iterable

from graph_schema.store import Identity


def told_of(identities: Iterable[Identity], within: frozenset[str] | None) -> list[Identity]:
    """Return the members of these clusters (ids), and who belongs to none and withholds its name from nobody.

    `within` of None is for whoever may see all.
    """
    if within is None:
        return list(identities)
    return [one for one in identities if not within.isdisjoint(one.clusters) or (not one.clusters and one.is_named)]
