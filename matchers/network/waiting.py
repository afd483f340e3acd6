"""How long members wait for their first link."""

import numpy as np

from matchers.network.links import MemberNetwork
from matchers.network.results import Measure
from matchers.network.years import first_years
from matchers.said import counted, said
from matchers.snapshot.snapshot import Floats

HALF = 0.5


def half_linked_after(network: MemberNetwork) -> Measure:
    """Return after how many years half of the members have a link, by Kaplan and Meier; see the figure."""
    began, linked = first_years(network), _linked_since(network)
    known = ~np.isnan(began) & ~(np.isnan(linked) & (network.degree > 0))
    if not known.any():
        return Measure(None, said("No project of the members has a date."))
    newest = np.floor(network.snapshot.newest_year)
    has_link = ~np.isnan(linked[known])
    # Who was linked by a project without a date may have a dated one only later: never less than nothing.
    waited = np.maximum(np.where(has_link, linked[known], newest) - began[known], 0)
    after = kaplan_meier_median(waited, has_link)
    members = counted("{count:,} member", "{count:,} members", int(known.sum()))
    got = {"linked": int(has_link.sum()), "members": members}
    if after is None:
        return Measure(None, said("{linked:,} of {members} with a project and a date got one: fewer than half.", **got))
    at_once = int((waited[has_link] == 0).sum())
    told = said(
        "{linked:,} of {members} with a project and a date got one, {at_once:,} of them since the year of their first "
        "project.",
        **got,
        at_once=at_once,
    )
    return Measure(after, told)


def kaplan_meier_median(waited: Floats, happened: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> float | None:
    """Return the shortest time after which at most half still wait; None where more do to the end.

    `waited` (n) are times until it `happened`, or until the last look at those to whom it has not.
    """
    waiting = 1.0
    for time in np.unique(waited[happened]).tolist():
        at_risk = int((waited >= time).sum())
        waiting *= 1.0 - int((happened & (waited == time)).sum()) / at_risk
        if waiting <= HALF:
            return float(time)
    return None


def _linked_since(network: MemberNetwork) -> Floats:
    """Return the year of each member's first link (m); NaN for one without any with a date."""
    since = np.full(network.size, np.nan, dtype=np.float32)
    for side in (0, 1):
        np.fmin.at(since, network.links.pairs[:, side], network.links.since)
    return since
