"""Why an evaluation cannot be made, each told in a sentence that says what to do."""

from matchers.errors import MatchingError


class EvaluationError(MatchingError):
    """There is nothing to learn from or to ask about, or a recommender broke the protocol."""


class RecommenderUnavailableError(MatchingError):
    """A recommender lacks a package or has too little to learn from; the others are evaluated without it."""
