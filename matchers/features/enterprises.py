"""Features of size, age and ownership: who can supply whom, and who could take over whom.

What is not known is never guessed: the value is NaN, by which the ranker leaves it out, and the sentence says so.
"""

import numpy as np
import numpy.typing as npt

from matchers.features.feature import Explanation
from matchers.said import Said, counted, joined, said
from matchers.seeker import Seeker
from matchers.snapshot.enterprises import UNKNOWN, Enterprise
from matchers.snapshot.snapshot import Floats, Snapshot

FAMILY = 0.7
"""The value of a family firm of which is not known whether it seeks a successor: sooner or later it has to."""

TOO_UNEQUAL = 2.0
"""From a hundred times as many people on (10 to this power), two sizes are not comparable at all."""

BEST_RATIO, RATIO_WIDTH = 1.0, 1.0
"""Powers of ten: who takes over is best ten times as large as who is taken over; at once or a hundred times, 1/e."""

YOUNG, A_GENERATION = 10.0, 30.0
"""Ages in years at which a hand-over is no matter yet, and at which it is due."""

SUITS, NEARLY = 0.6, 0.3
"""From these values on, two sizes are said to suit, and not quite to suit."""

ASKER, CANDIDATE, NOBODY = -1, 1, 0

SIZES = {
    "micro": said("up to 9 people"),
    "small": said("10 to 49 people"),
    "medium": said("50 to 249 people"),
    "large": said("250 people or more"),
}
"""What the size classes are in words."""

Sides = npt.NDArray[np.int8]


def comparable_size(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """You are of comparable size, so that neither is at the mercy of the other.

    1 - |log10(ratio of the people who work there)| / 2, at least 0; for a size class, about its middle. Not known where
    either size is not (dependence grows with inequality: Pfeffer and Salancik, The External Control of Organizations,
    1978).
    """
    return np.clip(1.0 - np.abs(_log_ratio(seeker, snapshot)) / TOO_UNEQUAL, 0.0, 1.0).astype(np.float32)


def explain_comparable(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Compare the numbers of people."""
    ours, theirs = seeker.enterprise, snapshot.enterprises.at(row)
    if np.isnan(ours.people) or np.isnan(theirs.people):
        return _size_not_known(ours, theirs)
    value = 1.0 - abs(float(np.log10(theirs.people / ours.people))) / TOO_UNEQUAL
    if value >= SUITS:
        sentence = said("Your sizes are comparable.")
    else:
        near, far = said("Your sizes are not very different."), said("Your sizes are very different.")
        sentence = near if value >= NEARLY else far
    return Explanation(sentence, size(ours), size(theirs))


def take_over_size(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """The larger of you is large enough to take the smaller one over.

    exp(-(|log10(ratio of people)| - 1)^2): best at ten times as large, since the smaller the target beside the
    acquirer, the better it is absorbed (Ahuja and Katila, Strategic Management Journal 22, 2001), and what is
    negligible is not looked after. Not known where either size is not.
    """
    distance = (np.abs(_log_ratio(seeker, snapshot)) - BEST_RATIO) / RATIO_WIDTH
    return np.exp(-(distance**2)).astype(np.float32)


def explain_take_over(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Give both sizes, and say who is the larger."""
    ours, theirs = seeker.enterprise, snapshot.enterprises.at(row)
    if np.isnan(ours.people) or np.isnan(theirs.people):
        return _size_not_known(ours, theirs)
    distance = (abs(float(np.log10(theirs.people / ours.people))) - BEST_RATIO) / RATIO_WIDTH
    value = float(np.exp(-(distance**2)))
    if ours.people == theirs.people:
        sentence = said("You are equally large: neither takes the other over lightly.")
        return Explanation(sentence, size(ours), size(theirs))
    how = said("the sizes hardly suit a take-over")
    if value >= SUITS:
        how = said("the sizes suit a take-over")
    elif value >= NEARLY and distance > 0:
        how = said("the difference is more than suits a take-over best")
    elif value >= NEARLY:
        how = said("the difference is less than suits a take-over best")
    sentence = said("They are the larger one; {how}.", how=how)
    if ours.people > theirs.people:
        sentence = said("You are the larger one; {how}.", how=how)
    return Explanation(sentence, size(ours), size(theirs))


def hand_over(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """One of you seeks a successor, and the other one could take over.

    1 where exactly one side is known to seek one, 0 where both do or where it is known that none is sought. Where that
    is not known, 0.7 for a family firm, which has to hand over once a generation (De Massis, Chua and Chrisman, Family
    Business Review 21, 2008), and not known for others.
    """
    side = _handed_over(seeker, snapshot)
    enterprises = snapshot.enterprises
    theirs = _readiness(enterprises.seeks_successor, enterprises.family_owned)
    ours = _readiness(*_own_columns(seeker))
    return np.where(side == CANDIDATE, theirs, np.where(side == ASKER, ours, 0.0)).astype(np.float32)


def explain_hand_over(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Say who seeks a successor, or that it is not known."""
    ours, theirs = seeker.enterprise, snapshot.enterprises.at(row)
    is_ours = _is_ours(seeker, theirs)
    target = ours if is_ours else theirs
    sentence = said("Whether one of you seeks a successor is not known.")
    if target.seeks_successor:
        sentence = said("They seek a successor, and you could take over.")
        if is_ours:
            sentence = said("You seek a successor, and they could take over.")
    elif target.family_owned:
        sentence = said("They are a family firm; whether they seek a successor is not known.")
        if is_ours:
            sentence = said("You are a family firm; whether you seek a successor is not known.")
    return Explanation(sentence, ownership(ours), ownership(theirs))


def hand_over_age(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """Who would be taken over is of the age at which firms pass to the next generation.

    From 0 at 10 years to 1 at 30 and more, about a founder's working life (Beckhard and Dyer, Organizational Dynamics
    12, 1983). Not known where the year of foundation is not.
    """
    year = seeker.day.year
    founded = snapshot.enterprises.founded
    theirs = np.where(founded == UNKNOWN, np.nan, year - founded.astype(np.float32))
    ours = np.nan if seeker.enterprise.founded is None else float(year - seeker.enterprise.founded)
    age = np.where(_handed_over(seeker, snapshot) == ASKER, ours, theirs)
    return np.clip((age - YOUNG) / (A_GENERATION - YOUNG), 0.0, 1.0).astype(np.float32)


def explain_age(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Give the year of foundation of the one that would be taken over."""
    ours, theirs = seeker.enterprise, snapshot.enterprises.at(row)
    is_ours = _is_ours(seeker, theirs)
    year = ours.founded if is_ours else theirs.founded
    years = tuple(said("not known") if side.founded is None else str(side.founded) for side in (ours, theirs))
    if is_ours:
        sentence = (
            said("You were founded in {year}.", year=year) if year else said("When you were founded is not known.")
        )
        return Explanation(sentence, *years)
    sentence = said("They were founded in {year}.", year=year) if year else said("When they were founded is not known.")
    return Explanation(sentence, *years)


def size(enterprise: Enterprise) -> Said:
    """Put a size into words, as exactly as it is known."""
    if enterprise.employees is not None:
        return counted("one person", "{count:,} people", enterprise.employees)
    if enterprise.size_class is not None:
        return SIZES[enterprise.size_class]
    return {None: said("size not known"), True: said("an SME"), False: said("larger than an SME")}[enterprise.is_sme]


def ownership(enterprise: Enterprise) -> Said:
    """Put into words whose it is and whether a successor is sought, as far as known."""
    known = []
    if enterprise.family_owned is not None:
        known.append(said("a family firm") if enterprise.family_owned else said("no family firm"))
    if enterprise.seeks_successor is not None:
        known.append(said("seeks a successor") if enterprise.seeks_successor else said("seeks no successor"))
    return joined(known, ", ") if known else said("not known")


def _log_ratio(seeker: Seeker, snapshot: Snapshot) -> Floats:
    return np.asarray(np.log10(snapshot.enterprises.people / np.float32(seeker.enterprise.people)), dtype=np.float32)


def _readiness(seeks: Sides, family: Sides) -> Floats:
    not_told = np.where(family == 1, FAMILY, np.nan)
    return np.where(seeks == UNKNOWN, not_told, seeks).astype(np.float32)


def _own_columns(seeker: Seeker) -> tuple[Sides, Sides]:
    told = (seeker.enterprise.seeks_successor, seeker.enterprise.family_owned)
    seeks, family = (np.array([UNKNOWN if value is None else value], dtype=np.int8) for value in told)
    return seeks, family


def _handed_over(seeker: Seeker, snapshot: Snapshot) -> Sides:
    """Return who would be taken over (n): whoever seeks a successor, else the smaller, else the candidate."""
    theirs = snapshot.enterprises.seeks_successor == 1
    by_size = np.where(_log_ratio(seeker, snapshot) > 0, ASKER, CANDIDATE)
    if seeker.enterprise.seeks_successor:
        return np.where(theirs, NOBODY, ASKER).astype(np.int8)
    return np.where(theirs, CANDIDATE, by_size).astype(np.int8)


def _is_ours(seeker: Seeker, theirs: Enterprise) -> bool:
    """Tell of one pair what `_handed_over` says of all: whether who asks would be taken over."""
    if seeker.enterprise.seeks_successor or theirs.seeks_successor:
        return not theirs.seeks_successor
    return theirs.people > seeker.enterprise.people


def _size_not_known(ours: Enterprise, theirs: Enterprise) -> Explanation:
    unknown = [np.isnan(ours.people), np.isnan(theirs.people)]
    sentence = said("How large you are is not known.") if unknown[0] else said("How large they are is not known.")
    if all(unknown):
        sentence = said("How large you both are is not known.")
    return Explanation(sentence, size(ours), size(theirs))
