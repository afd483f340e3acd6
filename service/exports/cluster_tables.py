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
from matchers.snapshot import Snapshot
from service.exports.table import Cell, Table, joined
from service.pages.wording import country_name, kind_name, stage_name

MOST_GAPS, MOST_FILLERS = 100, 5
REASONS_TOLD = 3
DECIMALS = 4

_MEMBER = ("Id", "Name", "Kind", "Country", "City", "SME", "Projects", "Capabilities")
_PARTNER = ("Partner id", "Partner", "Kind", "Country")


def members_table(snapshot: Snapshot, cluster_id: str) -> Table:
    """Return the members with their figures, by name."""
    network = MemberNetwork.of(snapshot, cluster_id)
    rows = []
    for one in member_figures(network, range(network.size)):
        card = one.organisation
        sme = {True: "yes", False: "no", None: None}[card.is_sme]
        known = joined([label for _, label in card.capabilities])
        told = (card.id, card.name, kind_name(card.kind), country_name(card.country), card.city, sme, card.projects)
        figures = (one.links, one.outside, one.abroad, one.only_way, round(one.betweenness, DECIMALS))
        constraint = None if one.constraint is None else round(one.constraint, DECIMALS)
        rows.append((*told, known, *figures, constraint, one.cuts_off))
    columns = ("Links to members", "Partners outside", "Partners abroad", "Only through it", "Betweenness")
    return Table(
        "Members",
        "A row is a member, with its figures in the network of members.",
        (*_MEMBER, *columns, "Constraint", "Cut off without it"),
        tuple(sorted(rows, key=lambda row: str(row[1]).casefold())),
    )


def figures_table(snapshot: Snapshot, cluster_id: str) -> Table:
    """Return the figures of the network, each with its formula."""
    values = figure_values(MemberNetwork.of(snapshot, cluster_id))
    return Table(
        "Figures",
        "A row is a figure of the network of members.",
        ("Figure", "Value", "Unit", "In words", "What it is", "Formula and source"),
        tuple((one.label, one.value, one.unit, one.sentence, one.about, one.formula) for one in values),
    )


def years_table(snapshot: Snapshot, cluster_id: str) -> Table:
    """Return the network year by year."""
    years = year_figures(MemberNetwork.of(snapshot, cluster_id))
    return Table(
        "Years",
        "A row is a year: the network of today's members at its end.",
        ("Year", "New links", "Links in all", "Members alone", "Share in the largest group"),
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
        "Links",
        "A row is two members that took part in a project together.",
        ("Id", "Member", "Other id", "Other member", "Projects together", "Since"),
        tuple(rows),
    )


def gaps_table(snapshot: Snapshot, cluster_id: str) -> Table:
    """Return the gaps, a row for each organisation outside that could fill one."""
    found = gap_map(snapshot, cluster_id, MOST_GAPS, MOST_FILLERS)
    return Table(
        "Gaps",
        "A row is an organisation outside that could fill a gap; a gap that nobody is known for has one row.",
        ("Gap", "Stage", "Members that need it", "Members strong", "How we know", *_PARTNER, "Score", "Evidence"),
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
        "Suggestions",
        f"A row is a suggested partner; match type: {declared.labels['en']}.",
        ("Id", "Organisation", "Place", *_PARTNER, "Score", "Why", "What it gains", "What the partner gains", "Note"),
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
        told = (gap.label, stage_name(gap.stage), len(gap.needed_by), len(gap.strong), " ".join(gap.sentences))
        for one in gap.fillers:
            card = one.organisation
            who = (card.id, card.name, kind_name(card.kind), country_name(card.country))
            yield (*told, *who, round(one.score, DECIMALS), one.evidence)
        if not gap.fillers:
            yield (*told, *[None] * (len(_PARTNER) + 2))


def _match(match: Match) -> tuple[Cell, ...]:
    card = match.organisation
    why = " ".join(reason.sentence for reason in match.reasons[:REASONS_TOLD])
    who = (card.id, card.name, kind_name(card.kind), country_name(card.country))
    gains = (" ".join(match.gains.ours), " ".join(match.gains.theirs))
    return (*who, round(match.score, DECIMALS), why, *gains, " ".join(match.notes))
