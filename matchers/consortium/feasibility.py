"""Whether a team can be put together at all; if not, the sentence that says which rule fails, and why."""

from collections.abc import Iterable, Iterator

from matchers.consortium.pool import Pool
from matchers.consortium.query import MOST_SIZE, ConsortiumQuery
from matchers.consortium.requirements import Available, Open, Requirements
from matchers.consortium.rules import rule_set
from matchers.errors import ImpossibleTeamError
from matchers.features.profiles import KIND_WORDS
from matchers.said import Said, begun, counted, joined, labelled, said
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
                said(
                    "{name} ({id}) is both in the team and excluded: take one away.",
                    name=snapshot.name(snapshot.row(excluded)),
                    id=excluded,
                )
            )
    size = wishes.size or MOST_SIZE
    if len(fixed) > size:
        raise ImpossibleTeamError(
            said(
                "A team of {size} cannot hold {fixed} partners and pinned organisations: raise the size to at least "
                "{fixed}, or take some away.",
                size=size,
                fixed=len(fixed),
            )
        )
    least = rule_set(wishes.rules).members
    if size < least:
        raise ImpossibleTeamError(
            said(
                "{rules} needs at least {least} members, not {size}.",
                rules=labelled(rule_set(wishes.rules).labels),
                least=least,
                size=size,
            )
        )


def check_pool(pool: Pool, requirements: Requirements, query: ConsortiumQuery, snapshot: Snapshot) -> None:
    """Raise ImpossibleTeamError where nobody can be found who makes the team what rules and wishes ask for."""
    types = [pool.types[place] for place in pool.fixed]
    still = requirements.open_after(types)
    size = query.wishes.size or MOST_SIZE
    places, others = size - len(types), len(pool.rows) - len(types)
    needed = max(still.members, (query.wishes.size or 0) - len(types))
    if others < needed:
        few = said("{needed} more members are needed and only {others} candidates are left.")
        raise ImpossibleTeamError(joined([said(few, needed=needed, others=others), _REMEDY]))
    if still.can_be_met(places, pool.available):
        return
    for why in _unmeetable(still, pool.available, query, snapshot):
        raise ImpossibleTeamError(joined([why, _REMEDY]))
    raise ImpossibleTeamError(
        counted(
            "With {count} place left, no candidates together bring {wanted}. Make the team larger, or take a filter, "
            "exclusion or wish away.",
            "With {count} places left, no candidates together bring {wanted}. Make the team larger, or take a filter, "
            "exclusion or wish away.",
            places,
            wanted=_wanted(still, query),
        )
    )


_REMEDY = said("Take a filter, an exclusion or a wish away, or choose other rules.")


_KINDS = (
    said("firm"),
    said("university"),
    said("research centre"),
    said("public body"),
    said("association"),
    said("other"),
)
"""The kinds as they stand in sentences, in the order of KINDS."""


def kinds_words(group: Iterable[int]) -> Said:
    """Name a group of kinds: "university or research centre"."""
    first, *others = sorted(group)
    return _or(_KINDS[first], others)


def one_of_kinds(group: Iterable[int]) -> Said:
    """Name one of a group of kinds: "a university or research centre", "an association"."""
    first, *others = sorted(group)
    return _or(said("an other") if KINDS[first] == "other" else KIND_WORDS[KINDS[first]][0], others)


def _or(told: Said, others: Iterable[int]) -> Said:
    for other in others:
        told = said("{one} or {other}", one=told, other=_KINDS[other])
    return told


def _unmeetable(still: Open, available: Available, query: ConsortiumQuery, snapshot: Snapshot) -> Iterator[str]:
    """Yield a sentence for each single requirement that no candidate can meet."""
    for group in still.kinds:
        if not any(available.by_kind.get(kind) for kind in group):
            yield said(
                "{kinds} is asked for, and there is none among the candidates.", kinds=begun(one_of_kinds(group))
            )
    reachable = (available.countries - still.present) & still.requirements.counting
    if len(reachable) < still.countries:
        have = sorted(country_name(snapshot.tables.countries[one]) for one in still.present | reachable)
        yield said(
            "Members from {wanted} different {countries} are asked for, and partners and candidates are from {count} "
            "only{names}.",
            wanted=still.requirements.countries,
            countries=_counted(query),
            count=len(have),
            names=joined([" (", joined(have, ", "), ")"], "") if have else "",
        )
    if still.needs_anchor and not available.countries & still.requirements.anchor:
        yield said("At least one member in an EU member state is asked for, and there is none among the candidates.")


def _wanted(still: Open, query: ConsortiumQuery) -> str:
    wanted = [one_of_kinds(group) for group in still.kinds]
    if still.countries:
        wanted.append(said("members from {count} more {countries}", count=still.countries, countries=_counted(query)))
    if still.needs_anchor:
        wanted.append(said("a member in an EU member state"))
    return joined(wanted, ", ")


def _counted(query: ConsortiumQuery) -> str:
    european = said("EU member states or associated countries")
    return european if rule_set(query.wishes.rules).counting else said("countries")
