"""Offers and requests in matching: who answers whom, with reasons that add up, and only while they stand."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from matchers.corpus import Corpus, ProfileRow, ProfileTermRow
from matchers.encoder import Encoder
from matchers.engine import Engine
from matchers.errors import ClosedProfileError, UnknownIdError
from matchers.match_types import match_types
from matchers.results import Match, MatchQuery
from matchers.seekers import seeker_of_row
from matchers.snapshot import Snapshot, build_snapshot, open_snapshot
from matchers.snapshot.restore import corpus_of

TODAY = date(2026, 6, 1)
TYPE = "request_or_offer"
TERMS = (
    ProfileTermRow("agreement", "supplier", {"en": "Supplier agreement"}, "trade"),
    ProfileTermRow("agreement", "agency", {"en": "Agency agreement"}, "trade"),
    ProfileTermRow("agreement", "licence", {"en": "Licence agreement"}, "technology"),
    ProfileTermRow("role", "supplier", {"en": "Supplier"}, "supply"),
)
WANTED = ProfileRow(
    id="wanted",
    organisation="asker",
    direction="request",
    subject="technology",
    title="Longer blades sought",
    text="Blades of recycled fibre for large wind turbines",
    trl_min=6,
    agreements=("supplier",),
    roles=("supplier",),
    partner_kinds=("firm",),
    countries=("IT", "ZW"),
    published=date(2026, 1, 1),
    expires=date(2026, 12, 31),
    capabilities=(("blades", 0.8, 'title: "blades"'),),
)
OFFERED = replace(
    WANTED,
    id="offered",
    organisation="stranger",
    direction="offer",
    title="Blades of recycled fibre",
    text="Blades of recycled fibre for wind turbines, large ones too",
    trl_min=7,
    trl_max=8,
    partner_kinds=(),
    countries=("IT",),
)
OTHER = replace(OFFERED, id="slurry", organisation="farmer", title="Slurry", text="We sell slurry", capabilities=())


def with_profiles(folder: Path, corpus: Corpus, encoder: Encoder, *profiles: ProfileRow) -> Engine:
    build_snapshot(folder, replace(corpus, profiles=profiles, profile_terms=TERMS), encoder, graph_version=1)
    return Engine(open_snapshot(folder), encoder)


@pytest.fixture
def posted(tmp_path: Path, corpus: Corpus, encoder: Encoder) -> Engine:
    return with_profiles(tmp_path / "posted", corpus, encoder, WANTED, OFFERED, OTHER)


def answers(engine: Engine, **query: object) -> dict[str, Match]:
    asked = MatchQuery(**({"match_type": TYPE, "day": TODAY, "limit": 100} | query))  # type: ignore[arg-type]
    return {match.organisation.id: match for match in engine.suggest(asked).matches}


def reasons(match: Match) -> dict[str, str]:
    return {reason.feature: reason.sentence for reason in match.reasons}


def test_profiles_come_back_from_a_snapshot_as_they_went_in(posted: Engine) -> None:
    found = corpus_of(posted.snapshot)
    assert found.profile_terms == TERMS
    untagged = [replace(row, capabilities=()) for row in found.profiles]
    assert untagged == [replace(row, capabilities=()) for row in (OFFERED, OTHER, WANTED)]
    assert found.profiles[2].capabilities[0][0] == "blades"


def test_only_a_new_or_changed_text_is_encoded(tmp_path: Path, corpus: Corpus, encoder: Encoder) -> None:
    engine = with_profiles(tmp_path, corpus, encoder, WANTED, OFFERED)
    changed = (replace(WANTED, countries=("NO",)), replace(OFFERED, text="Other words altogether"), OTHER)
    delta = corpus_of(engine.snapshot).changed_by(Corpus(profiles=changed))
    report = build_snapshot(tmp_path, delta, encoder, 2, engine.snapshot)
    assert report.encoded == 2


def test_a_stored_request_finds_the_offer_that_answers_it_with_all_its_reasons(posted: Engine) -> None:
    found = answers(posted, profile="wanted")
    best = next(iter(found.values()))
    assert best.organisation.id == "stranger"
    assert best.answer is not None
    assert (best.answer.id, best.answer.direction) == ("offered", "offer")
    told = reasons(best)
    assert told["answers_need"].startswith("Their offer “Blades of recycled fibre” answers your request “Longer blades")
    assert told["answer_capabilities"] == "Their offer speaks of rotor blades, as you do."
    assert told["readiness"] == "Their offer has reached TRL 8; you ask for 6."
    assert told["agreement_fit"] == "You both have this in mind: supplier agreement."
    assert told["wished_partner"] == (
        "You look for firms in Italy and Zimbabwe; they are a firm in Norway. "
        "They look for partners in Italy; you are a firm in Italy."
    )
    for match in found.values():
        assert sum(reason.contribution for reason in match.reasons) == pytest.approx(match.score, abs=1e-6)
        assert 0 <= match.score <= 1


def test_who_has_posted_nothing_answers_by_what_it_can_do_and_has_done(posted: Engine) -> None:
    match = answers(posted, profile="wanted")["bladesmith"]
    assert match.answer is None
    assert reasons(match)["shared_capabilities"] == "They work on rotor blades, which you seek."
    assert "close to what you seek" in reasons(match)["closest_projects"]


def test_who_has_posted_nothing_is_told_who_seeks_what_it_does(posted: Engine) -> None:
    found = answers(posted, organisation="bladesmith")
    assert set(found) == {"asker"}  # of the others who have posted it has nothing in common with any
    assert found["asker"].answer is not None
    assert found["asker"].answer.id == "wanted"
    assert reasons(found["asker"])["does_what_is_sought"].startswith("What they seek, “Longer blades sought”, ")


def test_what_fits_of_one_is_what_fits_of_it_among_all(posted: Engine) -> None:
    snapshot = posted.snapshot
    for asker in range(snapshot.size):
        alone, among_all = (seeker_of_row(snapshot, asker, TODAY) for _ in range(2))
        assert among_all.fitting.size == snapshot.size
        for row in range(snapshot.size):
            assert alone.answer_of(row) == pytest.approx(among_all.answer_of(row))


def test_who_has_posted_is_compared_by_that_alone(posted: Engine) -> None:
    for match in answers(posted, organisation="stranger").values():
        assert "does_what_is_sought" not in reasons(match)


def test_where_nobody_has_posted_there_is_nothing_to_answer(engine: Engine) -> None:
    assert not answers(engine, organisation="bladesmith")


def test_an_offer_finds_the_request_that_it_answers(posted: Engine) -> None:
    best = next(iter(answers(posted, profile="offered").values()))
    assert (best.organisation.id, best.answer and best.answer.id) == ("asker", "wanted")
    assert reasons(best)["readiness"] == "Your offer has reached TRL 8; they ask for 6."


def test_nobody_answers_itself_nor_its_duplicate(posted: Engine) -> None:
    assert not {"asker", "twin"} & set(answers(posted, profile="wanted"))


def test_partners_may_answer(posted: Engine) -> None:
    assert "partner" in answers(posted, profile="wanted")


@pytest.mark.parametrize(("asker", "answerer"), [("asker", "stranger"), ("stranger", "asker")])
def test_an_organisation_finds_who_answers_its_posts(posted: Engine, asker: str, answerer: str) -> None:
    match = answers(posted, organisation=asker)[answerer]
    assert "answers your" in reasons(match)["answers_need"]


def test_free_words_find_offers_and_never_requests(posted: Engine) -> None:
    found = answers(posted, text=WANTED.text)
    assert found["stranger"].answer is not None
    assert reasons(found["stranger"])["answers_need"].endswith("answers what you seek.")
    assert found["asker"].answer is None
    assert not {"readiness", "agreement_fit", "wished_partner"} & set(reasons(found["stranger"]))


CLOSED = {
    "expired": {"expires": TODAY - timedelta(days=1)},
    "withdrawn": {"withdrawn": TODAY},
    "not yet published": {"published": TODAY + timedelta(days=1)},
}


@pytest.mark.parametrize("case", CLOSED)
def test_what_does_not_stand_today_is_never_matched(
    tmp_path: Path, corpus: Corpus, encoder: Encoder, case: str
) -> None:
    engine = with_profiles(tmp_path, corpus, encoder, WANTED, replace(OFFERED, **CLOSED[case]))  # type: ignore[arg-type]
    assert all(match.answer is None for match in answers(engine, profile="wanted").values())
    with pytest.raises(ClosedProfileError, match=r"it is not matched\."):
        answers(engine, profile="offered")


def test_the_last_and_first_day_count(tmp_path: Path, corpus: Corpus, encoder: Encoder) -> None:
    engine = with_profiles(tmp_path, corpus, encoder, WANTED, replace(OFFERED, published=TODAY, expires=TODAY))
    assert answers(engine, profile="wanted")["stranger"].answer is not None
    assert "stranger" not in answers(engine, profile="wanted", day=TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("offer", "value"),
    [
        ({"trl_max": 6}, 1.0),
        ({"trl_max": 4, "trl_min": 4}, 0.5),
        ({"trl_max": 1, "trl_min": 1}, 0.0),
        ({"trl_max": None}, 0),
    ],
)
def test_readiness_falls_with_the_levels_to_go(
    tmp_path: Path, corpus: Corpus, encoder: Encoder, offer: dict[str, int], value: float
) -> None:
    engine = with_profiles(tmp_path, corpus, encoder, WANTED, replace(OFFERED, **offer))  # type: ignore[arg-type]
    match = answers(engine, profile="wanted")["stranger"]
    values = {reason.feature: reason.value for reason in match.reasons}
    assert values.get("readiness", 0.0) == pytest.approx(value * values["answers_need"], abs=1e-6)


@pytest.mark.parametrize(
    ("agreements", "value"), [(("supplier", "licence"), 1.0), (("agency",), 0.5), (("licence",), 0.0)]
)
def test_agreements_fit_when_they_are_the_same_or_of_one_family(
    tmp_path: Path, corpus: Corpus, encoder: Encoder, agreements: tuple[str, ...], value: float
) -> None:
    engine = with_profiles(tmp_path, corpus, encoder, WANTED, replace(OFFERED, agreements=agreements))
    match = answers(engine, profile="wanted")["stranger"]
    values = {reason.feature: reason.value for reason in match.reasons}
    assert values.get("agreement_fit", 0.0) == pytest.approx(value * values["answers_need"], abs=1e-6)


def test_every_match_type_takes_an_offer_or_request(posted: Engine) -> None:
    for match_type in match_types():
        for profile in ("wanted", "offered"):
            for match in answers(posted, match_type=match_type, profile=profile).values():
                assert sum(reason.contribution for reason in match.reasons) == pytest.approx(match.score, abs=1e-6)


def test_the_order_of_the_rows_does_not_matter(
    tmp_path: Path, corpus: Corpus, encoder: Encoder, posted: Engine
) -> None:
    other = with_profiles(tmp_path / "other", corpus, encoder, OTHER, OFFERED, WANTED)
    assert answers(other, profile="wanted") == answers(posted, profile="wanted")


def test_an_unknown_profile_is_named(snapshot: Snapshot, encoder: Encoder) -> None:
    with pytest.raises(UnknownIdError, match="no profile with the id 'nothing'"):
        Engine(snapshot, encoder).suggest(MatchQuery(TYPE, profile="nothing"))
