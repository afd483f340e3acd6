"""What posting an offer or request would bring, before anybody writes it."""

from typing import Final

from graph_schema.records import Profile
from matchers.completeness import Posting, posting
from service.imports.tagging import vocabulary_tagger
from service.indexing import profile_row
from service.profiles import profile_tags
from service.runtime import Runtime

ANSWERS_SHOWN: Final = 5
"""So many of those who would answer are told of."""


def posting_of(runtime: Runtime, profile: Profile) -> Posting:
    """Return what an offer or request would bring to whom it is of, in the eyes of who asks; errors as `posting`."""
    tags = profile_tags((profile,), vocabulary_tagger())
    told = tuple((tag.capability_id, tag.strength, tag.evidence) for tag in tags)
    return posting(runtime.engine(), profile_row(profile, told), ANSWERS_SHOWN)
