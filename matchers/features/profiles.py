"""Features of what organisations offer and seek: which offer answers which request, and whether the terms fit."""

from typing import Final

import numpy as np

from matchers.answers import NOBODY, Answers, Rows, level_of_offer
from matchers.features.capabilities import shared
from matchers.features.feature import Explanation
from matchers.features.texts import closest_projects
from matchers.said import in_sentence, joined, listed, said
from matchers.seeker import Seeker
from matchers.snapshot.derive import KINDS
from matchers.snapshot.profile_columns import OFFER
from matchers.snapshot.profiles import AGREEMENT
from matchers.snapshot.snapshot import Floats, Snapshot
from matchers.text import country_name, country_phrase

ANSWERS, NEAR = 0.6, 0.3
"""From these likenesses on, a post is said to answer another, or to come near to it."""

READ_POSTS: Final = frozenset(
    {
        "answers_need",
        "does_what_is_sought",
        "answer_capabilities",
        "readiness",
        "agreement_fit",
        "wished_partner",
    }
)
"""The features that look at offers and requests, by name."""

LEVELS_TO_GO = 4.0
"""An offer so many readiness levels below what is asked for counts nothing."""

SAME_FAMILY = 0.5
"""What two agreements count that are not the same but near each other."""

KIND_WORDS = {
    "firm": (said("a firm"), said("firms")),
    "university": (said("a university"), said("universities")),
    "research_centre": (said("a research centre"), said("research centres")),
    "public_body": (said("a public body"), said("public bodies")),
    "association": (said("an association"), said("associations")),
    "other": (said("an organisation"), said("other organisations")),
}


_OFFER_ANSWERS: Final = (
    said("Their offer “{title}” answers {what}."),
    said("Their offer “{title}” comes near to {what}."),
    said("Their offer “{title}” is a little like {what}."),
)
_REQUEST_ANSWERS: Final = (
    said("Their request “{title}” answers {what}."),
    said("Their request “{title}” comes near to {what}."),
    said("Their request “{title}” is a little like {what}."),
)
_DOES: Final = (
    said("What they seek, “{title}”, is what you do."),
    said("What they seek, “{title}”, comes near to what you do."),
    said("What they seek, “{title}”, is a little like what you do."),
)


def answers_need(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """An offer of theirs answers a request of yours, or the other way round.

    Cosine of the texts of the two that fit best, rescaled as the profile similarity is; 0 where either side has none
    that stands today.
    """
    answers = seeker.answers_of(snapshot)
    return answers.of_all(answers.likeness)


def explain_answer(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the two."""
    pair = seeker.answers.pair(row)
    if pair is None:
        return Explanation(said("Nothing they offer or seek is known to answer you."), "", "")
    value = seeker.answers.likeness_of(row)
    mine, theirs = _title(seeker, snapshot, pair[0]), snapshot.profiles.text("title", pair[1])
    yours = said("your offer “{title}”", title=mine)
    if seeker.posts.directions[pair[0]] != OFFER:
        yours = said("your request “{title}”", title=mine)
    templates = _OFFER_ANSWERS if snapshot.profiles.direction[pair[1]] == OFFER else _REQUEST_ANSWERS
    template = templates[int(value < ANSWERS) + int(value < NEAR)]
    sentence = said(template, title=theirs, what=yours if mine else said("what you seek"))
    return Explanation(sentence, mine or said("your words"), theirs)


def answer_capabilities(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """What answers you speaks of the same capabilities.

    Cosine of the capabilities of the two texts, each weighted by its inverse document frequency.
    """
    answers = seeker.answers_of(snapshot)
    return answers.of_all(answers.shared)


def explain_capabilities(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name what both texts speak of, rare ones first."""
    pair = seeker.answers.pair(row)
    if pair is None:
        return Explanation(said("Nothing they offer or seek is known to answer you."), "", "")
    mine = seeker.posts.capabilities[pair[0]]
    theirs = snapshot.profiles.capability[[pair[1]]].toarray().ravel()
    both = mine * theirs * snapshot.capability_rarity**2
    order = np.argsort(-both, kind="stable")[: int((both > 0).sum())]
    names = listed(order.tolist(), snapshot.capability_phrase)
    sentence = said("The two texts name no common capability.")
    if names and snapshot.profiles.direction[pair[1]] == OFFER:
        sentence = said("Their offer speaks of {names}, as you do.", names=names)
    elif names:
        sentence = said("Their request speaks of {names}, as you do.", names=names)
    return Explanation(sentence, _named(snapshot, mine), _named(snapshot, theirs))


def readiness(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """What is offered is as ready as what is sought asks for.

    1 where the offer has reached the technology readiness level that the request asks for at least, a quarter less a
    level below; times the likeness of the two texts. 0 where either does not tell a level.
    """
    answers = seeker.answers_of(snapshot)
    reached, asked = level_of_offer(snapshot, seeker.posts, answers)
    fit = np.clip(1.0 - np.maximum(asked - reached, 0) / LEVELS_TO_GO, 0.0, 1.0)
    told = (reached > 0) & (asked > 0)
    return answers.of_all(np.asarray(np.where(told, fit, 0.0) * answers.likeness, dtype=np.float32))


def explain_readiness(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Give both levels."""
    one = seeker.answers.among(np.array([row]))
    reached, asked = (int(level.sum()) for level in level_of_offer(snapshot, seeker.posts, one))
    pair = seeker.answers.pair(row)
    offering = pair is not None and seeker.posts.directions[pair[0]] == OFFER
    sentence = said("Their offer has reached TRL {reached}; you ask for {asked}.", reached=reached, asked=asked)
    if offering:
        sentence = said("Your offer has reached TRL {reached}; they ask for {asked}.", reached=reached, asked=asked)
    levels = (said("TRL {level} asked for", level=asked), said("TRL {level} reached", level=reached))
    return Explanation(sentence, *(reversed(levels) if offering else levels))


def agreement_fit(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """Both have the same kind of agreement in mind, or a similar one.

    1 for an agreement that both name, a half for one of the same family, times the likeness of the two texts.
    """
    if not len(seeker.posts.rows):
        return np.zeros(snapshot.size, dtype=np.float32)
    mine, theirs = _pairs(seeker, snapshot)
    agreements, families = snapshot.profiles.agreements, snapshot.profiles.families
    same = (agreements[mine] & agreements[theirs]).any(axis=1)
    near = (families[mine] & families[theirs]).any(axis=1)
    fit = np.where(same, 1.0, np.where(near, SAME_FAMILY, 0.0))
    return np.asarray(fit * answers_need(seeker, snapshot), dtype=np.float32)


def explain_agreement(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the agreements of both."""
    mine, theirs = _pair(seeker, row)
    ours, others = _agreements(snapshot, mine), _agreements(snapshot, theirs)
    both = [label for label in ours if label in others]
    if both:
        sentence = said("You both have this in mind: {agreements}.", agreements=listed(both))
    else:
        sentence = said(
            "You have {ours} in mind, they {theirs}, which is near.",
            ours=listed(ours) or said("no agreement"),
            theirs=listed(others) or said("none"),
        )
    return Explanation(sentence, listed(ours), listed(others))


def wished_partner(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """They are of the kind and in a country that is wished for, and so are you to them.

    The share that is met of what your request or offer and the one that answers it tell (kinds of partner, countries),
    times how near they are to what you ask for: by their answer, their capabilities or their closest project. A right
    place alone answers nothing.
    """
    told, met = _wishes(seeker, snapshot)
    if not told.any():
        return np.zeros(snapshot.size, dtype=np.float32)
    near = np.maximum(shared(seeker, snapshot), closest_projects(seeker, snapshot))
    share = np.where(told > 0, met / np.maximum(told, 1), 0.0)
    return np.asarray(share * np.maximum(near, answers_need(seeker, snapshot)), dtype=np.float32)


def explain_wished(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Give what each side wishes for and what the other is."""
    mine, theirs = _pair(seeker, row)
    wish, answer = (_wish(snapshot, profile) if profile != NOBODY else "" for profile in (mine, theirs))
    they, we = _being(snapshot, snapshot.kind_of(row), int(snapshot.country[row])), ""
    parts = [said("You look for {wish}; they are {being}.", wish=wish, being=they)] if wish else []
    if answer:
        we = _being(snapshot, seeker.kind, seeker.country)
        parts.append(said("They look for {wish}; you are {being}.", wish=answer, being=we))
    return Explanation(joined(parts), wish or we, they)


def does_what_is_sought(seeker: Seeker, snapshot: Snapshot) -> Floats:
    """What you do is close to what they seek; only where you have posted nothing yourself.

    Cosine of your profile's text with that of their request, rescaled as the profile similarity is; of several requests
    the one that fits best; 0 where they have none that stands today.
    """
    fitting = seeker.fitting_of(snapshot)
    return fitting.of_all(fitting.likeness)


def explain_sought(seeker: Seeker, snapshot: Snapshot, row: int) -> Explanation:
    """Name the request."""
    pair = seeker.fitting.pair(row)
    if pair is None:
        return Explanation(said("They seek nothing that is known."), "", "")
    title = snapshot.profiles.text("title", pair[1])
    value = seeker.fitting.likeness_of(row)
    template = _DOES[int(value < ANSWERS) + int(value < NEAR)]
    return Explanation(said(template, title=title), said("what you do"), title)


def has_posted(seeker: Seeker) -> bool:
    """Whether the seeker has an offer or request that stands, or is one."""
    return seeker.has_posted


def may_be_answered(seeker: Seeker) -> bool:
    """Whether the seeker has posted something, and somebody else what could answer it."""
    return seeker.has_posted and seeker.is_answerable


def may_answer(seeker: Seeker) -> bool:
    """Whether the seeker is an organisation that has posted nothing, and somebody requests something."""
    return not seeker.has_posted and seeker.is_answerable


def _pairs(seeker: Seeker, snapshot: Snapshot) -> tuple[Rows, Rows]:
    """Return rows among the profiles (n) of ours and theirs; of a single post of ours also where nothing answers it."""
    return _paired(seeker, seeker.answers_of(snapshot))


def _pair(seeker: Seeker, row: int) -> tuple[int, int]:
    """Return the same for one organisation."""
    mine, theirs = _paired(seeker, seeker.answers.among(np.array([row])))
    return int(mine[0]), int(theirs[0])


def _paired(seeker: Seeker, answers: Answers) -> tuple[Rows, Rows]:
    rows = seeker.posts.rows
    usual = rows[0] if len(rows) == 1 else NOBODY
    mine = rows[answers.mine] if len(rows) else np.full_like(answers.mine, NOBODY)
    return answers.of_all(mine, usual), answers.of_all(answers.theirs, NOBODY)


def _wishes(seeker: Seeker, snapshot: Snapshot) -> tuple[Rows, Rows]:
    """Count for each organisation (n) what the two posts wish for of the other side, and how much of that is met."""
    told = np.zeros(snapshot.size, dtype=np.int64)
    met = np.zeros(snapshot.size, dtype=np.int64)
    if not len(seeker.posts.rows):
        return told, met
    mine, theirs = _pairs(seeker, snapshot)
    kinds, countries = snapshot.profiles.wished_kinds, snapshot.profiles.wished_countries
    own_kind = KINDS.index(seeker.kind)
    for rows, kind, country in ((mine, snapshot.kind, snapshot.country), (theirs, own_kind, seeker.country)):
        for wishes, value in ((kinds, kind), (countries, country)):
            is_told = (rows != NOBODY) & np.asarray(wishes.any(axis=1))[rows]
            told += is_told
            met += is_told & wishes[rows, value]
    return told, met


def _wish(snapshot: Snapshot, profile: int) -> str:
    kinds = [KIND_WORDS[kind][1] for kind in snapshot.profiles.listed("partner_kinds", profile)]
    countries = [country_name(code) for code in snapshot.profiles.listed("countries", profile)]
    if not kinds and not countries:
        return ""
    named = listed(kinds) or said("partners")
    return said("{partners} in {countries}", partners=named, countries=listed(countries)) if countries else named


def _being(snapshot: Snapshot, kind: str, country: int) -> str:
    if country < 0:
        return KIND_WORDS[kind][0]
    place = country_phrase(snapshot.tables.countries[country])
    return said("{organisation} in {country}", organisation=KIND_WORDS[kind][0], country=place)


def _agreements(snapshot: Snapshot, profile: int) -> list[str]:
    profiles = snapshot.profiles
    if profile == NOBODY:
        return []
    return [in_sentence(profiles.label(AGREEMENT, term)) for term in profiles.listed("agreements", profile)]


def _title(seeker: Seeker, snapshot: Snapshot, post: int) -> str:
    return snapshot.profiles.text("title", int(seeker.posts.rows[post])) if len(seeker.posts.rows) else ""


def _named(snapshot: Snapshot, strengths: Floats) -> str:
    order = np.argsort(-strengths, kind="stable")[: int((strengths > 0).sum())]
    return listed(order.tolist(), snapshot.capability_phrase) or said("no capability named")
