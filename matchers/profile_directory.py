"""Looking offers and requests up in a snapshot."""

from datetime import date

import numpy as np
import numpy.typing as npt

from matchers.answers import today
from matchers.candidates import with_narrower
from matchers.directory import capability_cards, organisation_card
from matchers.paging import rows_of_page
from matchers.profile_results import ProfileCard, ProfileDetail, ProfilePage, ProfileSearch, Term
from matchers.searching import found_by_all
from matchers.snapshot.columns import row_of
from matchers.snapshot.profile_columns import DIRECTIONS, SUBJECTS
from matchers.snapshot.profiles import AGREEMENT, ROLE
from matchers.snapshot.snapshot import Snapshot
from matchers.text import words


def search_profiles(snapshot: Snapshot, search: ProfileSearch, day: date | None = None) -> ProfilePage:
    """Return a page of the offers and requests that every word finds and the filters let through.

    Best first: where the words stand (title, capability, text), then the latest, then by id. An unknown capability or
    organisation raises UnknownIdError. `day` decides which stand; today if not told.
    """
    profiles = snapshot.profiles
    found, worth = found_by_all(
        words(search.words),
        profiles.search_tokens,
        profiles.search_postings,
        _passing(snapshot, search, day or today()),
    )
    rows = np.flatnonzero(found)
    published = np.array([_ordinal(profiles.day("published", row)) for row in rows.tolist()], dtype=np.int64)
    shown, last = rows_of_page(rows, worth[rows], published, lambda row: profiles.text("id", row), search.page)
    cards = tuple(profile_card(snapshot, row, day) for row in shown)
    return ProfilePage(cards, total=len(rows), page=search.page.number, page_size=search.page.size, last=last)


def profile_card(snapshot: Snapshot, row: int, day: date | None = None) -> ProfileCard:
    """Return the card of a row's offer or request."""
    profiles = snapshot.profiles
    low, high = profiles.levels(row)
    columns, strengths = row_of(profiles.capability, row)
    ordered = columns[np.argsort(-strengths, kind="stable")].tolist()
    return ProfileCard(
        id=profiles.text("id", row),
        direction=DIRECTIONS[profiles.direction[row]],
        subject=SUBJECTS[profiles.subject[row]],
        title=profiles.text("title", row),
        organisation=organisation_card(snapshot, int(profiles.owner[row])),
        capabilities=tuple((snapshot.tables.capabilities[at].id, snapshot.capability_label(at)) for at in ordered),
        trl_min=low,
        trl_max=high,
        countries=profiles.listed("countries", row),
        published=_iso(profiles.day("published", row)),
        expires=_iso(profiles.day("expires", row)),
        is_open=bool(profiles.open_on(day or today())[row]),
    )


def profile_detail(snapshot: Snapshot, profile_id: str, day: date | None = None) -> ProfileDetail:
    """Return all that is known of an offer or request, or raise UnknownIdError."""
    profiles = snapshot.profiles
    row = profiles.row(profile_id)
    return ProfileDetail(
        card=profile_card(snapshot, row, day),
        text=profiles.text("text", row),
        roles=_terms(snapshot, ROLE, profiles.listed("roles", row)),
        agreements=_terms(snapshot, AGREEMENT, profiles.listed("agreements", row)),
        partner_kinds=profiles.listed("partner_kinds", row),
        withdrawn=_iso(profiles.day("withdrawn", row)),
        capabilities=capability_cards(snapshot, profiles.capability, profiles.evidence, row),
    )


def _passing(snapshot: Snapshot, search: ProfileSearch, day: date) -> npt.NDArray[np.bool_]:
    profiles = snapshot.profiles
    passing = profiles.visible.copy() if search.include_closed else profiles.open_on(day)
    if search.direction is not None:
        passing &= profiles.direction == DIRECTIONS.index(search.direction)
    if search.subject is not None:
        passing &= profiles.subject == SUBJECTS.index(search.subject)
    if search.organisation is not None:
        passing &= profiles.owner == snapshot.row(search.organisation)
    if search.countries:
        numbers = [i for i, country in enumerate(snapshot.tables.countries) if country in search.countries]
        passing &= np.isin(snapshot.country[profiles.owner], numbers)
    if search.capabilities:
        passing &= np.asarray((profiles.capability @ with_narrower(snapshot, search.capabilities)) > 0)
    return passing


def _terms(snapshot: Snapshot, of: str, ids: tuple[str, ...]) -> tuple[Term, ...]:
    known = snapshot.profiles.terms
    return tuple(Term(key, known[of, key].labels if (of, key) in known else {"en": key}) for key in ids)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0
