"""A world of firms that differ in place, field, size and kind, so that it is clear who resembles whom in what."""

from collections.abc import Callable
from datetime import date

import pytest

from matchers.corpus import CapabilityRow, Corpus, OrganisationRow, ParticipationRow, ProjectRow
from matchers.engine import Engine
from matchers.feedback import Decline, Declines
from matchers.snapshot import build_snapshot, open_snapshot
from tests.matchers.conftest import WordEncoder

TODAY = date(2026, 3, 1)
MILAN, BERGAMO, BARI, OSLO = (45.46, 9.19), (45.69, 9.67), (41.12, 16.87), (59.91, 10.75)
CAPABILITIES = tuple(CapabilityRow(key, {"en": key.title()}, "equipment") for key in ("wind", "solar", "biogas"))
# id, kind, place, capability, SME, projects
FIRMS = (
    ("asker", "firm", MILAN, "wind", None, 2),
    ("near-wind", "firm", BERGAMO, "wind", None, 2),
    ("far-wind", "firm", OSLO, "wind", None, 2),
    ("farther-solar", "firm", (65.0, 25.0), "solar", None, 2),
    ("bari-solar", "firm", BARI, "solar", None, 2),
    ("wind-lab", "university", MILAN, "wind", None, 2),
    ("giant", "firm", BERGAMO, "biogas", False, 20),
    ("big", "firm", MILAN, "biogas", False, 25),
    ("big-sme", "firm", MILAN, "biogas", True, 25),
    ("tiny", "firm", MILAN, "biogas", True, 1),
)
CORPUS = Corpus(
    organisations=tuple(
        OrganisationRow(
            key,
            key.replace("-", " ").title(),
            kind,
            "IT",
            latitude=place[0],
            longitude=place[1],
            is_sme=is_sme,
            capabilities=((capability, 0.8, f'title: "{capability}"'),),
        )
        for key, kind, place, capability, is_sme, _ in FIRMS
    ),
    projects=tuple(
        ProjectRow(f"{key}-{number}", key, f"{capability} of {key}", start=date(2020, 1, 1))
        for key, _, _, capability, _, count in FIRMS
        for number in range(count)
    ),
    participations=tuple(
        ParticipationRow(key, f"{key}-{number}") for key, _, _, _, _, count in FIRMS for number in range(count)
    ),
    capabilities=CAPABILITIES,
)
RESPECTS = {
    "too-far": "distance",
    "wrong-field": "field",
    "competitor": "market",
    "too-large": "larger",
    "too-small": "smaller",
}


def declined(
    partner: str, reason: str = "too-far", organisation: str = "asker", day: date = TODAY, months: int | None = 24
) -> Decline:
    label = reason.replace("-", " ").capitalize()
    return Decline(organisation, partner, "strategic_alliance", reason, label, day, RESPECTS.get(reason), months)


Heeding = Callable[..., Engine]


@pytest.fixture(scope="session")
def heeding(tmp_path_factory: pytest.TempPathFactory) -> Heeding:
    """Make an engine over the world that has heard some declines."""
    folder, encoder = tmp_path_factory.mktemp("world"), WordEncoder()
    build_snapshot(folder, CORPUS, encoder, graph_version=1)
    snapshot = open_snapshot(folder)
    return lambda *rows: Engine(snapshot, encoder, declines=Declines(rows))
