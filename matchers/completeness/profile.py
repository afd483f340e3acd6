"""From an organisation to what it could tell of itself, and what comes of each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from matchers.answers import standing_rows
from matchers.changes import nearest_posts, with_answer, with_capability
from matchers.completeness.bench import Bench, bench_of, effects
from matchers.completeness.facts import facts_of
from matchers.completeness.results import Completeness, Step
from matchers.engine import Engine
from matchers.features.enterprises import A_GENERATION, SIZES, YOUNG
from matchers.features.profiles import ANSWERS
from matchers.match_types import MatchType, match_types
from matchers.profile_texts import text_with
from matchers.ranker import best
from matchers.said import Said, in_sentence, labelled, said
from matchers.seeker import Seeker
from matchers.seekers import seeker_of_organisation
from matchers.snapshot.profile_columns import OFFER
from matchers.snapshot.snapshot import Floats

ALIKE: Final = 30
"""So many organisations of the same kind that are most like it say which capabilities it may have too."""

LEAST_GAIN: Final = 0.01
"""What raises the means of the best scores by less, over all match types, is not worth telling."""

CAPABILITIES_TRIED, CAPABILITIES_TOLD, POSTS_TOLD = 6, 3, 2


def completeness(engine: Engine, organisation_id: str) -> Completeness:
    """Return what is known and missing of an organisation and what telling would bring; UnknownIdError for none."""
    seeker = seeker_of_organisation(engine.snapshot, organisation_id)
    told = _told(seeker)
    return Completeness(
        known=tuple(name for name, is_known in told.items() if is_known),
        missing=tuple(name for name, is_known in told.items() if not is_known),
        steps=tuple(sorted(_steps(engine, seeker, told), key=_worth)),
    )


def _worth(step: Step) -> tuple[float, int, int]:
    return (-round(step.gain, 3), -step.judged, 0 if step.effects else 1)


def _told(seeker: Seeker) -> dict[str, bool]:
    row = seeker.row or 0
    return facts_of(seeker.snapshot, row, has_posted=bool(len(standing_rows(seeker.snapshot, row, seeker.day))))


def _steps(engine: Engine, seeker: Seeker, told: dict[str, bool]) -> Iterator[Step]:
    benches = [bench_of(engine, seeker, declared) for declared in suiting(seeker.kind)]
    for about, sentence, changed in _fact_trials(seeker, told):
        yield Step(about, sentence, effects(benches, seeker, changed))
    if not told["description"]:
        yield Step("description", said("Say what you do, in two to five sentences."))
    if not told["place"]:
        yield Step("place", said("Tell in which town you are: who is near counts in several match types."))
    if not told["website"]:
        yield Step("website", said("Tell your website, where those to whom you are suggested look first."))
    yield from _best_of(_capability_steps(engine, seeker, benches), CAPABILITIES_TOLD)
    yield from _best_of(_post_steps(seeker, benches), POSTS_TOLD)
    if not told["posts"]:
        yield Step("posts", said("Post what you offer or seek: who answers it is looked for every day it stands."))


def suiting(kind: str) -> list[MatchType]:
    """Return the match types that have partners for organisations of a kind."""
    return [declared for declared in match_types().values() if declared.partner_kinds(kind)]


def _best_of(steps: Iterator[Step], most: int) -> list[Step]:
    """Return the steps after which the best suggestions are better, those first by which they are most so."""
    found = [step for step in steps if step.gain >= LEAST_GAIN]
    return sorted(found, key=_worth)[:most]


def _fact_trials(seeker: Seeker, told: dict[str, bool]) -> Iterator[tuple[str, Said, list[Seeker]]]:
    """Yield what is not told of a firm as (fact, sentence, the seeker for each thing that could be told)."""
    known, year = seeker.enterprise, seeker.day.year
    sizes = [name for name in SIZES if known.is_sme is None or known.is_sme != (name == "large")]
    founded = [year - int(YOUNG) // 2, year - int(A_GENERATION)]
    values = {
        "size": (
            said("Tell how many people work for you."),
            [replace(known, size_class=name) for name in sizes],
        ),
        "founded": (
            said("Tell the year in which you were founded."),
            [replace(known, founded=one) for one in founded],
        ),
        "family_owned": (
            said("Tell whether you are a family firm."),
            [replace(known, family_owned=one) for one in (True, False)],
        ),
        "seeks_successor": (
            said("Tell whether you seek a successor or buyer."),
            [replace(known, seeks_successor=one) for one in (True, False)],
        ),
    }
    for about, (sentence, enterprises) in values.items():
        if not told.get(about, True):
            yield about, sentence, [replace(seeker, enterprise=one) for one in enterprises]


def _capability_steps(engine: Engine, seeker: Seeker, benches: Sequence[Bench]) -> Iterator[Step]:
    """Try capabilities that those have who are most like the organisation, the most usual of them first."""
    snapshot = engine.snapshot
    if engine.encoder.model_id != snapshot.manifest.model:
        return
    columns = _likely(seeker)
    texts = [text_with(seeker, _with(seeker.capabilities, column)) for column in columns]
    for column, vector in zip(columns, engine.encoder.encode(texts) if texts else (), strict=True):
        changed = with_capability(seeker, column, vector)
        name = in_sentence(labelled(snapshot.tables.capabilities[column].labels))
        sentence = said("Name the capability {name}, if you have it.", name=name)
        yield Step("capability", sentence, effects(benches, seeker, [changed]), snapshot.tables.capabilities[column].id)


def _with(capabilities: Floats, column: int) -> Floats:
    more = capabilities.copy()
    more[column] = 1.0
    return more


def _likely(seeker: Seeker) -> list[int]:
    snapshot = seeker.snapshot
    peers = snapshot.visible & (snapshot.kind == snapshot.kind[seeker.row]) & (seeker.profile_cosines > 0)
    peers &= snapshot.group != snapshot.group[seeker.row]
    alike = best(seeker.profile_cosines, peers, ALIKE)
    if not alike:
        return []
    weights = np.asarray(snapshot.capability[alike].sum(axis=0)).ravel() * snapshot.capability_rarity
    weights[seeker.capabilities > 0] = 0.0
    order = np.argsort(-weights, kind="stable")[:CAPABILITIES_TRIED]
    return [int(column) for column in order if weights[column] > 0]


def _post_steps(seeker: Seeker, benches: Sequence[Bench]) -> Iterator[Step]:
    """Try to answer what others offer and seek whose words are nearest to the organisation."""
    snapshot, row = seeker.snapshot, seeker.row or 0
    profiles = snapshot.profiles
    others = np.flatnonzero(profiles.open_on(seeker.day) & (snapshot.group[profiles.owner] != snapshot.group[row]))
    answered = seeker.answers.theirs[seeker.answers.likeness >= ANSWERS]
    for theirs in nearest_posts(seeker, np.setdiff1d(others, answered))[: POSTS_TOLD * 2]:
        title, owner = profiles.text("title", theirs), snapshot.name(int(profiles.owner[theirs]))
        if profiles.direction[theirs] == OFFER:
            sentence = said("Post a request that the offer “{title}” of {owner} answers.", title=title, owner=owner)
        else:
            sentence = said("Post an offer that answers the request “{title}” of {owner}.", title=title, owner=owner)
        yield Step(
            "post", sentence, effects(benches, seeker, [with_answer(seeker, theirs)]), profiles.text("id", theirs)
        )
