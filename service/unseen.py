"""Characters that nobody sees, and that change what is seen: taken out of what comes in from people and files."""

import re
from typing import Final

_UNSEEN: Final = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls, but for those that part words or lines
    "\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb"  # hyphens and blanks of no width, marks of notes
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f"  # what turns the direction of what stands after it
    "]"
)
"""Unicode 17, chapters 23.1, 23.2 and 23.8. What joins letters (U+200C, U+200D) is seen in some scripts, and stays."""


def without_unseen(text: str) -> str:
    """Return a text without them: a name with U+202E would turn what a page says after it, too."""
    return _UNSEEN.sub("", text)


def in_one_line(text: str) -> str:
    """Return a name or title without them, with every run of blanks and line ends made one space."""
    return " ".join(without_unseen(text).split())
