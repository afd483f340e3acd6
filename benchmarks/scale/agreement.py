"""Whether those that comparing all would find are found where a shortlist is compared, match type by match type."""

import numpy as np

from matchers.candidates import candidates
from matchers.comparing import Known, compared
from matchers.match_types import MatchType, match_types
from matchers.ranker import best, score
from matchers.results import MatchQuery, OrganisationFilter
from matchers.seeker import Seeker
from matchers.seekers import seeker_of_row
from matchers.snapshot import Snapshot

ASKERS = 20
BEST = (10, 50)


def agreement(snapshot: Snapshot) -> dict[str, tuple[float, ...]]:
    """Return by match type which share of the best 10 and 50 of all are among as many of those that are compared."""
    draw = np.random.default_rng(7)
    told = {}
    for declared in match_types().values():
        # Offers and requests are asked for by who has posted one.
        owners = np.unique(snapshot.profiles.owner)
        every = owners if declared.id == "request_or_offer" else np.arange(snapshot.size)
        seekers = (seeker_of_row(snapshot, row) for row in draw.permutation(every).tolist())
        asking = (seeker for seeker in seekers if declared.partner_kinds(seeker.kind))
        shares = [_shares(next(asking), declared) for _ in range(min(ASKERS, len(every)))]
        told[declared.id] = tuple(float(share) for share in np.nanmean(np.array(shares), axis=0))
    return told


def _shares(seeker: Seeker, declared: MatchType) -> list[float]:
    snapshot, query = seeker.snapshot, MatchQuery(declared.id, organisation="", limit=max(BEST))
    allowed = candidates(seeker, snapshot, declared, OrganisationFilter(), include_partners=False)
    totals = score(seeker, snapshot, declared).totals
    top = best(totals, allowed & (totals > 0), max(BEST))
    nobody = Known([], [], snapshot.nobody, np.zeros(snapshot.size, dtype=np.float32))
    found = compared(seeker, declared, query, query.filter, nobody)
    theirs = score(seeker, found.part, declared).totals
    mine = found.part.row_numbers[best(theirs, found.eligible & (theirs > 0), max(BEST))]
    return [float(np.isin(top[:count], mine[:count]).mean()) if top else np.nan for count in BEST]
