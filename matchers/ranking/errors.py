"""Why there is no learned ranker, each told in a sentence that says what still works."""

from matchers.errors import MatchingError


class NothingToLearnError(MatchingError):
    """The past answers no question from which a ranker could learn."""


class ModelFileError(MatchingError):
    """A ranker's file cannot be trusted: it is damaged, of another release, or misses what this release needs."""
