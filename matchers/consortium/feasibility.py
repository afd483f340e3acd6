"""Whether a team can be put together at all; if not, the sentence that says which rule fails, and why."""

from collections.abc import Iterable, Iterator

from matchers.consortium.pool import Pool
from matchers.consortium.query import MOST_SIZE, ConsortiumQuery
from matchers.consortium.requirements import Available, Open, Requirements
from matchers.consortium.rules import rule_set
from matchers.errors import ImpossibleTeamError
from matchers.snapshot.derive import KINDS
from matchers.snapshot.snapshot import Snapshot
from matchers.text import country_name


def check_query(query: ConsortiumQuery, snapshot: Snapshot) -> None:
    """Raise ImpossibleTeamError where wishes contradict each other, UnknownIdError for unknown ids."""
    wishes = query.wishes
    fixed = {snapshot.row(one): one for one in (*query.partners, *wishes.pinned)}
    for excluded in wishes.excluded:
        if snapshot.row(excluded) in fixed:
            raise ImpossibleTeamError(
                f"{snapshot.name(snapshot.row(excluded))} ({excluded}) is both in the team and excluded: take one away."
            )
    size = wishes.size or MOST_SIZE
    if len(fixed) > size:
        raise ImpossibleTeamError(
            f"A team of {size} cannot hold {len(fixed)} partners and pinned organisations: raise the size to at least "
            f"{len(fixed)}, or take some away."
        )
    least = rule_set(wishes.rules).members
    if size < least:
        raise ImpossibleTeamError(f"{rule_set(wishes.rules).labels['en']} needs at least {least} members, not {size}.")


def check_pool(pool: Pool, requirements: Requirements, query: ConsortiumQuery, snapshot: Snapshot) -> None:
    """Raise ImpossibleTeamError where nobody can be found who makes the team what rules and wishes ask for."""
    types = [pool.types[place] for place in pool.fixed]
    still = requirements.open_after(types)
    size = query.wishes.size or MOST_SIZE
    places, others = size - len(types), len(pool.rows) - len(types)
    needed = max(still.members, (query.wishes.size or 0) - len(types))
    if others < needed:
        raise ImpossibleTeamError(f"{needed} more members are needed and only {others} candidates are left. {_REMEDY}")
    if still.can_be_met(places, pool.available):
        return
    for why in _unmeetable(still, pool.available, query, snapshot):
        raise ImpossibleTeamError(f"{why} {_REMEDY}")
    raise ImpossibleTeamError(
        f"With {places} {'place' if places == 1 else 'places'} left, no candidates together bring "
        f"{_wanted(still, query)}. Make the team larger, or take a filter, exclusion or wish away."
    )


_REMEDY = "Take a filter, an exclusion or a wish away, or choose other rules."


def kinds_words(group: Iterable[int]) -> str:
    """Name a group of kinds: "university or research centre"."""
    return " or ".join(KINDS[kind].replace("_", " ") for kind in sorted(group))


def one_of_kinds(group: Iterable[int]) -> str:
    """Name one of a group of kinds: "a university or research centre", "an association"."""
    words = kinds_words(group)
    return f"{'an' if words[0] in 'ao' else 'a'} {words}"


def _unmeetable(still: Open, available: Available, query: ConsortiumQuery, snapshot: Snapshot) -> Iterator[str]:
    """Yield a sentence for each single requirement that no candidate can meet."""
    for group in still.kinds:
        if not any(available.by_kind.get(kind) for kind in group):
            yield f"{_capital(one_of_kinds(group))} is asked for, and there is none among the candidates."
    reachable = (available.countries - still.present) & still.requirements.counting
    if len(reachable) < still.countries:
        have = ", ".join(sorted(country_name(snapshot.tables.countries[one]) for one in still.present | reachable))
        yield (
            f"Members from {still.requirements.countries} different {_counted(query)} are asked for, and partners and "
            f"candidates are from {len(still.present | reachable)} only{f' ({have})' if have else ''}."
        )
    if still.needs_anchor and not available.countries & still.requirements.anchor:
        yield "At least one member in an EU member state is asked for, and there is none among the candidates."


def _wanted(still: Open, query: ConsortiumQuery) -> str:
    wanted = [one_of_kinds(group) for group in still.kinds]
    if still.countries:
        wanted.append(f"members from {still.countries} more {_counted(query)}")
    if still.needs_anchor:
        wanted.append("a member in an EU member state")
    return ", ".join(wanted)


def _counted(query: ConsortiumQuery) -> str:
    return "EU member states or associated countries" if rule_set(query.wishes.rules).counting else "countries"


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
