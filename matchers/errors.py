"""What can go wrong in matching, each told in a sentence that says what to do."""


class MatchingError(Exception):
    """The root of this package's errors; `str()` is the sentence a user reads."""


class UnknownIdError(MatchingError):
    """A query names an organisation, cluster, capability or match type that the snapshot does not have."""

    def __init__(self, noun: str, value: str) -> None:
        """Name what was looked for: `noun` ("organisation") and the `value` that was not found."""
        super().__init__(f"There is no {noun} with the id {value!r}.")
        self.noun = noun
        self.value = value


class SnapshotMissingError(MatchingError):
    """No snapshot has been built yet."""


class SnapshotCorruptError(MatchingError):
    """A snapshot on disk does not match its manifest."""


class EncoderError(MatchingError):
    """The embedding model cannot be loaded, or does not fit the snapshot."""


class DeclarationError(MatchingError):
    """A match type's declaration contradicts itself or names a feature that does not exist."""
