"""Introductions in words: states, acts, and whom one waits for."""

from dataclasses import dataclass
from typing import Final

from graph_schema.records import Introduction, IntroductionState, Side


@dataclass(frozen=True, slots=True)
class ActWords:
    """What a button says, and what pressing it does."""

    button: str
    says: str


STATE_WORDS: Final = {
    IntroductionState.PROPOSED: "Proposed",
    IntroductionState.INTERESTED: "One side is interested",
    IntroductionState.BOTH_INTERESTED: "Both are interested",
    IntroductionState.MET: "Met",
    IntroductionState.SHORTLISTED: "On the shortlist",
    IntroductionState.AGREED: "Agreed",
    IntroductionState.NOT_AGREED: "No agreement",
    IntroductionState.DECLINED: "Declined",
    IntroductionState.SUGGESTED: "Suggested",
}
"""States in words, in the order in which they want attention."""

ACT_WORDS: Final = {
    "shortlist": ActWords("Put on the shortlist", "To come back to it; nobody is told."),
    "propose": ActWords("Propose it", "The one that you choose is asked by e-mail."),
    "accept": ActWords("Yes, we are interested", "The other side is asked, unless it said yes already."),
    "decline": ActWords(
        "No, thank you", "It is suggested no more. The other side sees the reason only if it was asked."
    ),
    "meet": ActWords("They have met", "Both sides get a line about it."),
    "agree": ActWords("They have agreed", "It counts in reports, and later suggestions learn from it."),
    "not_agree": ActWords(
        "It came to nothing", "They are not suggested to each other for as long as the reason counts."
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
    return STATE_WORDS[IntroductionState(state)]


FILTERS: Final = {"state_words": state_words}
