"""What an organisation's profile lacks, and what telling it would bring.

Nothing is estimated: for each thing that could be told the profile is altered as if it had been, all organisations are
scored anew for every match type that suits its kind, and what becomes of its best suggestions is counted. Where it is
not known what would be told (a size), all that it could be is tried, and the least and the most are given.
"""

from matchers.completeness.facts import Counted, counted
from matchers.completeness.posting import Posting, posting
from matchers.completeness.profile import completeness
from matchers.completeness.results import Completeness, Effect, Step

__all__ = ["Completeness", "Counted", "Effect", "Posting", "Step", "completeness", "counted", "posting"]
