"""What organisations said of their suggestions, as far as it changes what is suggested: declines."""

from matchers.feedback.declines import Decline, Declines
from matchers.feedback.file import declines_pointer, read_declines, replacing_declines
from matchers.feedback.heard import Heard, heard, silence
from matchers.feedback.respects import RESPECTS

__all__ = [
    "RESPECTS",
    "Decline",
    "Declines",
    "Heard",
    "declines_pointer",
    "heard",
    "read_declines",
    "replacing_declines",
    "silence",
]
