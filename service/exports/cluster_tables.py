"""The tables of a cluster: members with their figures, links, years, gaps, and suggestions."""

from collections.abc import Callable, Iterator

import numpy as np

from matchers.engine import Engine
from matchers.gaps import GapMap, gap_map
from matchers.match_types import match_type
from matchers.network.figures import figure_values
from matchers.network.links import MemberNetwork
from matchers.network.members import member_figures
from matchers.network.years import year_figures
from matchers.results import Match, MatchQuery
from matchers.said import joined, labelled, said
from matchers.snapshot import Snapshot
from service.exports.table import Cell, Table, listed
from service.pages.wording import country_name, kind_name, stage_name

MOST_GAPS, MOST_FILLERS = 100, 5
REASONS_TOLD = 3
DECIMALS = 4

_MEMBER = (
    said("Id"),
    said("Name"),
    said("Kind"),
    said("Country"),
    said("City"),
    said("SME"),
    said("Projects"),
    said("Capabilities"),
)
_PARTNER = (said("Partner id"), said("Partner"), said("Kind"), said("Country"))


def members_table(snapshot: Snapshot, cluster_id: str) -> Table:
    """Return the members with their figures, by name."""
    network = MemberNetwork.of(snapshot, cluster_id)
    rows = []
    for one in member_figures(network, range(network.size)):
        card = one.organisation
        sme = {True: said("yes"), False: said("no"), None: None}[card.is_sme]
        known = listed([label for _, label in card.capabilities])
        told = (card.id, card.name, kind_name(card.kind), country_name(card.country), card.city, sme, card.projects)
        figures = (one.links, one.outside, one.abroad, one.only_way, round(one.betweenness, DECIMALS))
        constraint = None if one.constraint is None else round(one.constraint, DECIMALS)
        rows.append((*told, known, *figures, constraint, one.cuts_off))
    columns = (
        said("Links to members"),
        said("Partners outside"),
        said("Partners abroad"),
        said("Only through it"),
        said("Betweenness"),
    )
    return Table(
        said("Members"),
        said("A row is a member, with its figures in the network of members."),
        (*_MEMBER, *columns, said("Constraint"), said("Cut off without it")),
        tuple(sorted(rows, key=lambda row: str(row[1]).casefold())),
    )


def figures_table(snapshot: Snapshot, cluster_id: str) -> Table:
    """Return the figures of the network, each with its formula."""
    values = figure_values(MemberNetwork.of(snapshot, cluster_id))
    return Table(
        said("Figures"),
        said("A row is a figure of the network of members."),
        (said("Figure"), said("Value"), said("Unit"), said("In words"), said("What it is"), said("Formula and source")),
        tuple((one.label, one.value, one.unit, one.sentence, one.about, one.formula) for one in values),
    )


def years_table(snapshot: Snapshot, cluster_id: str) -> Table:
    """Return the network year by year."""
    years = year_figures(MemberNetwork.of(snapshot, cluster_id))
    return Table(
        said("Years"),
        said("A row is a year: the network of today's members at its end."),
        (
            said("Year"),
            said("New links"),
            said("Links in all"),
            said("Members alone"),
            said("Share in the largest group"),
        ),
        tuple((one.year, one.new_links, one.links, one.alone, round(one.largest_part, DECIMALS)) for one in years),
    )


def links_table(snapshot: Snapshot, cluster_id: str) -> Table:
    """Return the links among members."""
    network = MemberNetwork.of(snapshot, cluster_id)
    links = network.links
    rows = []
    for (one, other), projects, since in zip(
        network.members[links.pairs].tolist(), links.projects.tolist(), links.since.tolist(), strict=True
    ):
        year = None if np.isnan(since) else int(since)
        rows.append((*_name(snapshot, one), *_name(snapshot, other), projects, year))
    return Table(
        said("Links"),
        said("A row is two members that took part in a project together."),
        (said("Id"), said("Member"), said("Other id"), said("Other member"), said("Projects together"), said("Since")),
        tuple(rows),
    )


def gaps_table(snapshot: Snapshot, cluster_id: str) -> Table:
    """Return the gaps, a row for each organisation outside that could fill one."""
    found = gap_map(snapshot, cluster_id, MOST_GAPS, MOST_FILLERS)
    return Table(
        said("Gaps"),
        said("A row is an organisation outside that could fill a gap; a gap that nobody is known for has one row."),
        (
            said("Gap"),
            said("Stage"),
            said("Members that need it"),
            said("Members strong"),
            said("How we know"),
            *_PARTNER,
            said("Score"),
            said("Evidence"),
        ),
        tuple(_gap_rows(found)),
    )


def suggestions_table(engine: Engine, organisation_ids: list[str], type_id: str, limit: int) -> Table:
    """Return the best suggestions of each organisation; UnknownIdError for an unknown organisation or match type."""
    declared = match_type(type_id)
    rows: list[tuple[Cell, ...]] = []
    for key in organisation_ids:
        seeker = _name(engine.snapshot, engine.snapshot.row(key))
        matches = engine.suggest(MatchQuery(type_id, organisation=key, limit=limit)).matches
        rows += [(*seeker, place, *_match(match)) for place, match in enumerate(matches, start=1)]
    return Table(
        said("Suggestions"),
        said("A row is a suggested partner; match type: {kind}.", kind=labelled(declared.labels)),
        (
            said("Id"),
            said("Organisation"),
            said("Place"),
            *_PARTNER,
            said("Score"),
            said("Why"),
            said("What it gains"),
            said("What the partner gains"),
            said("Note"),
        ),
        tuple(rows),
    )


CLUSTER_TABLES: dict[str, Callable[[Snapshot, str], Table]] = {
    "members": members_table,
    "figures": figures_table,
    "years": years_table,
    "links": links_table,
    "gaps": gaps_table,
}
"""The tables that are computed from the snapshot alone, by the name of their files."""


def _name(snapshot: Snapshot, row: int) -> tuple[str, str]:
    return snapshot.organisation_id(row), snapshot.name(row)


def _gap_rows(found: GapMap) -> Iterator[tuple[Cell, ...]]:
    for gap in found.gaps:
        told = (gap.label, stage_name(gap.stage), len(gap.needed_by), len(gap.strong), joined(gap.sentences))
        for one in gap.fillers:
            card = one.organisation
            who = (card.id, card.name, kind_name(card.kind), country_name(card.country))
            yield (*told, *who, round(one.score, DECIMALS), one.evidence)
        if not gap.fillers:
            yield (*told, *[None] * (len(_PARTNER) + 2))


def _match(match: Match) -> tuple[Cell, ...]:
    card = match.organisation
    why = joined([reason.sentence for reason in match.reasons[:REASONS_TOLD]])
    who = (card.id, card.name, kind_name(card.kind), country_name(card.country))
    gains = (joined(match.gains.ours), joined(match.gains.theirs))
    return (*who, round(match.score, DECIMALS), why, *gains, joined(match.notes))
