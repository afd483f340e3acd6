"""What posting an offer or request would bring, before it is posted."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from matchers.completeness.bench import bench_of, effects
from matchers.completeness.profile import suiting
from matchers.completeness.results import Effect
from matchers.corpus import ProfileRow
from matchers.encoder import Encoder
from matchers.engine import Engine
from matchers.errors import EncoderError
from matchers.results import MatchList, MatchQuery
from matchers.seekers import seeker_of_organisation
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.text import posted_text

ANSWERED_BY: Final = "request_or_offer"
"""The match type by which offers and requests are answered."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Who would answer an offer or request, and what it would do to its owner's best suggestions of each match type."""

    matches: MatchList
    effects: tuple[Effect, ...]


def posting(engine: Engine, row: ProfileRow, limit: int) -> Posting:
    """Return what posting this would bring, as if it stood: nothing is estimated, everyone is scored anew.

    With the id of one that is posted already it stands in the place of that. Raises UnknownIdError for an organisation
    that is not there, EncoderError where its text cannot be read as the snapshot's texts were.
    """
    seeker = seeker_of_organisation(engine.snapshot, row.organisation)
    row = replace(row, published=row.published or seeker.day)
    posted = _with_post(engine.snapshot, engine.encoder, row)
    there = Engine(posted, engine.encoder, engine.learned, engine.declines, engine.steering)
    benches = [bench_of(engine, seeker, declared) for declared in suiting(seeker.kind)]
    return Posting(
        there.suggest(MatchQuery(ANSWERED_BY, profile=row.id, limit=limit)),
        _greatest(effects(benches, seeker, [replace(seeker, snapshot=posted)])),
    )


def _greatest(found: Sequence[Effect]) -> tuple[Effect, ...]:
    return tuple(sorted(found, key=lambda effect: -effect.gain))


def _with_post(snapshot: Snapshot, encoder: Encoder, row: ProfileRow) -> Snapshot:
    if encoder.model_id != snapshot.manifest.model:
        raise EncoderError(f"The snapshot's texts were read by {snapshot.manifest.model}: run `flask index` first.")
    view = copy(snapshot)
    vector = encoder.encode([posted_text(row)])[0]
    view.profiles = snapshot.profiles.and_post(row, snapshot.row(row.organisation), vector, _held(snapshot, row))
    return view


def _held(snapshot: Snapshot, row: ProfileRow) -> Floats:
    """Return the row's capabilities (c), but for those that the vocabulary of the snapshot does not have yet."""
    strengths = {capability: strength for capability, strength, _ in row.capabilities}
    held = [strengths.get(one.id, 0.0) for one in snapshot.tables.capabilities]
    return np.array(held, dtype=np.float32)
