"""Who is looked at closely where organisations are too many to score them all: the few that can be best.

**Lists** of some ten thousand come first (`lists`): every feature that shows common ground (`Feature.is_ground`), being
near, and what is handed over have a way of their own to who is strong in them, each of which costs about the same for
75,000 organisations and for 800,000. Who none of them finds has no ground to be among the best. What is met on the way
(common partners, projects in the field) is kept as **hints**.

Of these the best are chosen step by step by the match type's own score (`guessing`): some thousand by what is quick to
compute and by the hints, of these some dozens with the likeness of projects' texts known to some thousandths. Who is
left is scored exactly, as everybody is where there are fewer.
"""

from matchers.shortlist.lists import Shortlist, shortlist

__all__ = ["Shortlist", "shortlist"]
