"""Who is looked at closely where organisations are too many to score them all: the few hundred that can be best.

**Lists** of some thousand come first (`lists`): every feature that shows common ground (`Feature.is_ground`), being
near, and what is handed over have a way of their own to who is strong in them, each of which costs about the same for
75,000 organisations and for 800,000. Who none of them finds has no ground to be among the best. Of these the most
**promising** (`guessing`) are chosen by the match type's own score, in which the likeness of projects' texts, which
takes long to compute, is known to some thousandths only. Who is left is scored exactly, as everybody is where there are
fewer.
"""

from matchers.shortlist.guessing import guessed_scores, known_exactly, promising
from matchers.shortlist.lists import Shortlist, shortlist

__all__ = ["Shortlist", "guessed_scores", "known_exactly", "promising", "shortlist"]
