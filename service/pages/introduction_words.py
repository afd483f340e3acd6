"""Introductions in words: states, acts, and whom one waits for."""

from dataclasses import dataclass
from typing import Final

from graph_schema.introduction_records import Introduction, IntroductionState, Side
from matchers.said import said
from service.introductions.words import STATE_WORDS
from service.pages.wording import in_language


@dataclass(frozen=True, slots=True)
class ActWords:
    """What a button says, and what pressing it does."""

    button: str
    says: str


ACT_WORDS: Final = {
    "shortlist": ActWords(said("Put on the shortlist"), said("To come back to it; nobody is told.")),
    "propose": ActWords(said("Propose it"), said("The one that you choose is asked by e-mail.")),
    "accept": ActWords(said("Yes, we are interested"), said("The other side is asked, unless it said yes already.")),
    "decline": ActWords(
        said("No, thank you"), said("It is suggested no more. The other side sees the reason only if it was asked.")
    ),
    "meet": ActWords(said("They have met"), said("Both sides get a line about it.")),
    "agree": ActWords(said("They have agreed"), said("It counts in reports, and later suggestions learn from it.")),
    "not_agree": ActWords(
        said("It came to nothing"), said("They are not suggested to each other for as long as the reason counts.")
    ),
}
"""What can be done, in words, by the ids of introduction_acts.csv."""


def waits_for(now: Introduction) -> Side | None:
    """Return the side whose answer an introduction waits for; None where it waits for both, or nobody."""
    if now.state is IntroductionState.PROPOSED:
        return now.side or Side.ORGANISATION
    if now.state is IntroductionState.INTERESTED:
        return (now.side or Side.ORGANISATION).other
    return None


def state_words(state: IntroductionState | str) -> str:
    """Name a state: "both_interested" is "Both are interested"."""
    return in_language(STATE_WORDS[IntroductionState(state)])


FILTERS: Final = {"state_words": state_words}
