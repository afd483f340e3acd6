"""The network of today's members, year by year."""

import numpy as np

from matchers.network.links import MemberNetwork
from matchers.network.results import YearFigures
from matchers.snapshot.snapshot import Floats


def first_years(network: MemberNetwork) -> Floats:
    """Return the year in which each member's first project started (m); NaN where none has a date."""
    return _per_member(network, np.fmin)


def year_figures(network: MemberNetwork) -> tuple[YearFigures, ...]:
    """Return the figures of each year from the members' first project to their last; none where none has a date.

    Links without a date are left out.
    """
    first, last = first_years(network), _per_member(network, np.fmax)
    if not len(first) or np.isnan(first).all():
        return ()
    years = range(int(np.nanmin(first)), int(np.nanmax(last)) + 1)
    return tuple(_year(network, year) for year in years)


def _year(network: MemberNetwork, year: int) -> YearFigures:
    links = network.links
    standing = links.pairs[links.since <= year]
    linked = len(np.unique(standing))
    return YearFigures(
        year=year,
        new_links=int((links.since == year).sum()),
        links=len(standing),
        alone=network.size - linked,
        largest_part=int(network.parts_of(standing)[0]) / network.size,
    )


def _per_member(network: MemberNetwork, choose: np.ufunc) -> Floats:
    years = np.full(network.size, np.nan, dtype=np.float32)
    took_part = network.snapshot.participation[network.members]
    busy = np.flatnonzero(np.diff(took_part.indptr))
    if len(busy):
        started = np.floor(network.snapshot.project_year[took_part.indices])
        years[busy] = choose.reduceat(started, took_part.indptr[busy])
    return years
