"""What can go wrong in matching, each told in a sentence that says what to do."""

from datetime import date
from typing import Final

from matchers.said import said


class MatchingError(Exception):
    """The root of this package's errors; `str()` is the sentence a user reads."""


_NO_SUCH: Final = {
    "organisation": said("There is no organisation with the id {value!r}."),
    "cluster": said("There is no cluster with the id {value!r}."),
    "network": said("There is no network with the id {value!r}."),
    "capability": said("There is no capability with the id {value!r}."),
    "profile": said("There is no profile with the id {value!r}."),
    "match type": said("There is no match type with the id {value!r}."),
    "member of this cluster": said("This cluster has no member with the id {value!r}."),
    "rule set": said("There is no rule set with the id {value!r}."),
}


class UnknownIdError(MatchingError):
    """A query names an organisation, cluster, capability or match type that the snapshot does not have."""

    def __init__(self, noun: str, value: str) -> None:
        """Name what was looked for: `noun` ("organisation") and the `value` that was not found."""
        super().__init__(said(_NO_SUCH.get(noun, f"There is no {noun} with the id {{value!r}}."), value=value))
        self.noun = noun
        self.value = value


class ClosedProfileError(MatchingError):
    """A query asks for partners for an offer or request that does not stand."""

    def __init__(self, value: str, published: date | None, withdrawn: date | None, day: date) -> None:
        """Name the profile, and tell why it does not stand on the day."""
        is_early = published is not None and published > day and withdrawn is None
        sentence = said(
            "The profile {value!r} has expired: it is not matched. Write it anew to change that.", value=value
        )
        if withdrawn:
            sentence = said(
                "The profile {value!r} was withdrawn on {day}: it is not matched. Write it anew to change that.",
                value=value,
                day=withdrawn,
            )
        elif is_early:
            sentence = said(
                "The profile {value!r} begins on {day}: it is not matched. Write it anew to change that.",
                value=value,
                day=published,
            )
        super().__init__(sentence)


class ImpossibleTeamError(MatchingError):
    """Rules and wishes for a consortium cannot all be met; the sentence names the one that fails, and why."""


class SnapshotMissingError(MatchingError):
    """No snapshot has been built yet."""


class SnapshotCorruptError(MatchingError):
    """A snapshot on disk does not match its manifest."""


class SnapshotNotWrittenError(MatchingError):
    """A new snapshot cannot be written: the disk is full, or refuses. The one before is as it was."""


class EncoderError(MatchingError):
    """The embedding model cannot be loaded, or does not fit the snapshot."""


class DeclarationError(MatchingError):
    """A match type's declaration contradicts itself or names a feature that does not exist."""
