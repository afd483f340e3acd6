"""The states of an introduction in words."""

from typing import Final

from graph_schema.introduction_records import IntroductionState
from matchers.said import said

STATE_WORDS: Final = {
    IntroductionState.PROPOSED: said("Proposed"),
    IntroductionState.INTERESTED: said("One side is interested"),
    IntroductionState.BOTH_INTERESTED: said("Both are interested"),
    IntroductionState.MET: said("Met"),
    IntroductionState.SHORTLISTED: said("On the shortlist"),
    IntroductionState.AGREED: said("Agreed"),
    IntroductionState.NOT_AGREED: said("No agreement"),
    IntroductionState.DECLINED: said("Declined"),
    IntroductionState.SUGGESTED: said("Suggested"),
}
"""States in words, in the order in which they want attention."""
