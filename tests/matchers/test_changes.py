"""What would change a score is what it really becomes: the world is built anew with the change, and asked again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from matchers.corpus import ClusterRow, Corpus, NetworkRow, OrganisationRow, ParticipationRow, ProfileRow, ProjectRow
from matchers.encoder import Encoder
from matchers.engine import Engine
from matchers.results import Change, Match, MatchQuery
from matchers.snapshot import build_snapshot, open_snapshot

BORN = datetime.now(UTC).year - 30
Edit = Callable[[Corpus], Corpus]
BLADES = (("blades", 0.75, 'title: "blades"'),)
POSTED = (
    ProfileRow(
        id="sought",
        organisation="rival",
        direction="request",
        subject="technology",
        title="Rotor blades sought",
        text="We look for rotor blades of fifty metres for our towers.",
        trl_min=6,
        trl_max=8,
        agreements=("supplier",),
        partner_kinds=("firm",),
        countries=("IT",),
        published=date(2026, 1, 1),
        capabilities=BLADES,
    ),
    ProfileRow(
        id="offered",
        organisation="bladesmith",
        direction="offer",
        subject="business",
        title="Blades of all lengths",
        text="We make blades of all lengths for wind turbines.",
        published=date(2026, 1, 1),
        capabilities=BLADES,
    ),
)


def _told(organisation_id: str, **facts: Any) -> Edit:  # noqa: ANN401  # any column of a row
    def edit(corpus: Corpus) -> Corpus:
        rows = tuple(replace(row, **facts) if row.id == organisation_id else row for row in corpus.organisations)
        return replace(corpus, organisations=rows)

    return edit


def _able(organisation_id: str, capability: str) -> Edit:
    def edit(corpus: Corpus) -> Corpus:
        def more(row: OrganisationRow) -> OrganisationRow:
            return replace(row, capabilities=(*row.capabilities, (capability, 1.0, "own word")))

        rows = tuple(more(row) if row.id == organisation_id else row for row in corpus.organisations)
        return replace(corpus, organisations=rows)

    return edit


def _together(one: str, other: str, like: str) -> Edit:
    """Both take part in a new project with the words of another one, which starts with the latest of all."""

    def edit(corpus: Corpus) -> Corpus:
        model = next(project for project in corpus.projects if project.id == like)
        newest = max(project.start for project in corpus.projects if project.start)
        project = ProjectRow("p9", "AGAIN", model.title, model.objective, start=newest)
        ties = (ParticipationRow(one, "p9"), ParticipationRow(other, "p9"))
        return replace(corpus, projects=(*corpus.projects, project), participations=(*corpus.participations, *ties))

    return edit


def _posted(organisation_id: str, profile_id: str) -> Edit:
    """It posts the other way round what somebody else has posted, today, and wishes for nothing of its partner."""

    def edit(corpus: Corpus) -> Corpus:
        model = next(row for row in corpus.profiles if row.id == profile_id)
        turned = replace(
            model,
            id="answer",
            organisation=organisation_id,
            direction="request" if model.direction == "offer" else "offer",
            partner_kinds=(),
            countries=(),
            published=datetime.now(UTC).date(),
            expires=None,
        )
        return replace(corpus, profiles=(*corpus.profiles, turned))

    return edit


def _joined(network: str) -> Edit:
    def edit(corpus: Corpus) -> Corpus:
        return replace(
            corpus,
            clusters=tuple(replace(row, networks=(network,)) for row in corpus.clusters if row.id == "north")
            + tuple(row for row in corpus.clusters if row.id != "north"),
        )

    return edit


@pytest.fixture
def world(corpus: Corpus) -> Corpus:
    """The small world, with a Norwegian cluster in a network that the Italian one is not part of."""
    clusters = (*corpus.clusters, ClusterRow("fjord", {"en": "Fjord"}, networks=("power",)))
    rows = tuple(replace(row, clusters=("fjord",)) if row.country == "NO" else row for row in corpus.organisations)
    projects = (*corpus.projects, ProjectRow("p6", "TOWER", "Towers of wind turbines", start=date(2016, 1, 1)))
    ties = (ParticipationRow("rival", "p6"), ParticipationRow("newcomer", "p6"))
    return replace(
        corpus,
        organisations=rows,
        clusters=clusters,
        projects=projects,
        participations=(*corpus.participations, *ties),
        networks=(NetworkRow("power", "Power Network"),),
        profiles=POSTED,
    )


@pytest.fixture
def ask(tmp_path: Path, encoder: Encoder) -> Callable[[Corpus, str, str], Match]:
    """Ask for one partner of the asker, with what would change its score."""

    def answer(corpus: Corpus, match_type: str, partner: str) -> Match:
        build_snapshot(tmp_path / "asked", corpus, encoder, graph_version=1)
        query = MatchQuery(match_type, "asker", limit=100, include_partners=True, explain_changes=True)
        found = Engine(open_snapshot(tmp_path / "asked"), encoder).suggest(query).matches
        return next(match for match in found if match.organisation.id == partner)

    return answer


def _change(match: Match, words: str) -> Change:
    found = [change for change in match.changes if change.sentence.startswith(words)]
    assert found, [change.sentence for change in match.changes]
    return found[0]


@pytest.mark.parametrize(
    ("match_type", "partner", "known", "words", "edit"),
    [
        (
            "subcontracting",
            "bladesmith",
            {"employees": 40},
            "If you tell that 10 to 49 people work for you",
            _told("asker", size_class="small"),
        ),
        (
            "acquisition_or_succession",
            "bladesmith",
            {"employees": 40, "seeks_successor": False},
            "If you seek a successor and tell so",
            _told("asker", seeks_successor=True),
        ),
        (
            "acquisition_or_succession",
            "rival",
            {"employees": 40, "seeks_successor": True},
            f"If they were founded in {BORN} and tell so",
            _told("rival", founded=BORN),
        ),
        (
            "acquisition_or_succession",
            "rival",
            {"founded": 2000},
            "If they seek a successor and tell so",
            _told("rival", seeks_successor=True),
        ),
        (
            "joint_venture",
            "bladesmith",
            {},
            "If you can do rotor blades and add it to your capabilities",
            _able("asker", "blades"),
        ),
        (
            "joint_venture",
            "rival",
            {},
            "If you did a new project like ROTOR (2015) with Nuova S.r.l., who has worked with them",
            _together("asker", "newcomer", "p1"),
        ),
        (
            "international_partner",
            "rival",
            {},
            "If North joined Power Network",
            _joined("power"),
        ),
        (
            "request_or_offer",
            "rival",
            {},
            "If you posted an offer that fully answers their request “Rotor blades sought”",
            _posted("asker", "sought"),
        ),
        (
            "request_or_offer",
            "bladesmith",
            {},
            "If you posted a request that fully answers their offer “Blades of all lengths”",
            _posted("asker", "offered"),
        ),
    ],
)
def test_the_score_after_is_what_the_engine_gives_after_the_change(
    world: Corpus,
    ask: Callable[[Corpus, str, str], Match],
    match_type: str,
    partner: str,
    known: dict[str, Any],
    words: str,
    edit: Edit,
) -> None:
    world = _told(partner, **known)(world)
    before = ask(world, match_type, partner)
    change = _change(before, words)
    assert change.before == pytest.approx(before.score, abs=1e-6)
    assert change.after == pytest.approx(ask(edit(world), match_type, partner).score, abs=1e-5)
    assert change.after != pytest.approx(change.before, abs=0.004)


@pytest.mark.parametrize(
    ("partner", "words", "edit"),
    [
        ("farmer", "If you can do wind farms and add it to your capabilities", _able("asker", "wind-farms")),
        ("newcomer", "If you did a new project like ROTOR (2015) with Vento AS", _together("asker", "rival", "p1")),
    ],
)
def test_where_profiles_are_compared_the_changed_one_is_read_anew(
    world: Corpus, ask: Callable[[Corpus, str, str], Match], partner: str, words: str, edit: Edit
) -> None:
    """Near, not equal: in so small a world one other text moves what this model's cosines mean."""
    change = _change(ask(world, "strategic_alliance", partner), words)
    after = ask(edit(world), "strategic_alliance", partner)
    assert change.after == pytest.approx(after.score, abs=0.03)


def test_a_need_has_nobody_who_could_change_something(world: Corpus, encoder: Encoder, tmp_path: Path) -> None:
    build_snapshot(tmp_path / "need", world, encoder, graph_version=1)
    engine = Engine(open_snapshot(tmp_path / "need"), encoder)
    found = engine.suggest(MatchQuery("joint_venture", text="rotor blades", explain_changes=True)).matches
    assert found
    assert all(match.changes == () for match in found)
