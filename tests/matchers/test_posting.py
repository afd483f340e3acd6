"""What posting an offer or request would bring is what it brings: the world is built anew with it, and asked again."""

from dataclasses import replace

import pytest

from matchers.answers import today
from matchers.completeness import Posting, posting
from matchers.corpus import Corpus, ProfileRow
from matchers.errors import UnknownIdError
from matchers.results import MatchQuery
from tests.matchers.conftest import SOUGHT
from tests.matchers.test_completeness import Opened, mean, opened, scores, world

__all__ = ["opened", "world"]

OFFER = ProfileRow(
    id="mine",
    organisation="asker",
    direction="offer",
    subject="technology",
    title="Blades for wind turbines",
    text="We make blades for wind turbines of every size, ready for series.",
    trl_min=8,
    trl_max=9,
    agreements=("supplier",),
    partner_kinds=("firm",),
    countries=("NO",),
    published=today(),
    capabilities=(("blades", 0.75, 'title: "blades"'),),
)
REQUEST = replace(OFFER, direction="request", title="Gearboxes sought", text="We look for gearboxes for our turbines.")


def found_by(corpus: Corpus, opened: Opened, row: ProfileRow) -> Posting:
    return posting(opened(corpus), row, limit=20)


@pytest.mark.parametrize("row", [OFFER, REQUEST], ids=["offer", "request"])
def test_who_would_answer_is_who_answers_once_it_is_posted(world: Corpus, opened: Opened, row: ProfileRow) -> None:
    foretold = found_by(world, opened, row).matches
    after = opened(replace(world, profiles=(row, SOUGHT))).suggest(
        MatchQuery("request_or_offer", profile="mine", limit=20)
    )
    told = [
        [(match.organisation.id, match.score, [reason.sentence for reason in match.reasons]) for match in one.matches]
        for one in (foretold, after)
    ]
    assert told[0] == told[1]
    assert told[0]


def test_what_it_does_to_suggestions_is_what_is_foretold(world: Corpus, opened: Opened) -> None:
    (foretold,) = [one for one in found_by(world, opened, OFFER).effects if one.match_type == "request_or_offer"]
    after = scores(opened(replace(world, profiles=(OFFER, SOUGHT))), "request_or_offer")
    assert foretold.after[0] == foretold.after[1] == pytest.approx(mean(after), abs=1e-5)
    assert foretold.gain > 0


def test_what_nobody_could_answer_lowers_no_score(world: Corpus, opened: Opened) -> None:
    effects = found_by(replace(world, profiles=()), opened, REQUEST).effects
    assert {effect.match_type for effect in effects} == {"request_or_offer"}
    assert all(effect.lowered == (0, 0) and effect.gain > 0 for effect in effects)


def test_a_change_stands_in_the_place_of_what_was_posted(world: Corpus, opened: Opened) -> None:
    there = replace(world, profiles=(replace(OFFER, text="Something quite different, of heat."), SOUGHT))
    foretold = found_by(there, opened, OFFER)
    after = opened(replace(world, profiles=(OFFER, SOUGHT)))
    answered = after.suggest(MatchQuery("request_or_offer", profile="mine", limit=20))
    assert [(one.organisation.id, one.score) for one in foretold.matches.matches] == [
        (one.organisation.id, one.score) for one in answered.matches
    ]
    (effect,) = [one for one in foretold.effects if one.match_type == "request_or_offer"]
    assert effect.after[1] == pytest.approx(mean(scores(after, "request_or_offer")), abs=1e-5)


def test_nothing_of_it_stays(world: Corpus, opened: Opened) -> None:
    engine = opened(world)
    before = scores(engine, "request_or_offer")
    posting(engine, OFFER, limit=5)
    assert scores(engine, "request_or_offer") == before
    assert len(engine.snapshot.profiles) == 1
    with pytest.raises(UnknownIdError):
        engine.snapshot.profiles.row("mine")


def test_it_is_posted_by_nobody_who_is_not_there(world: Corpus, opened: Opened) -> None:
    with pytest.raises(UnknownIdError):
        found_by(world, opened, replace(OFFER, organisation="nobody"))
