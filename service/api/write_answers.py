"""What writes are answered with: what changed, and what may be the same."""

from pydantic import Field

from service.api.answers import Answer


class WriteCounts(Answer):
    """Of one sort of row: how many were new, differed from what was there, or were there already."""

    created: int
    changed: int
    unchanged: int


class WriteAnswer(Answer):
    """What a write did; `version` counts the graph's changes and stays where nothing changed."""

    version: int
    counts: dict[str, WriteCounts] = Field(description="By sort of row: organisations, memberships and so on.")
    removed: int = Field(description="How many ties no longer hold and were taken out.")


class Identity(Answer):
    """What tells an organisation apart from others."""

    id: str
    name: str
    country: str | None


class DuplicatePair(Answer):
    """Two organisations that may be the same; a person decides."""

    incoming: Identity = Field(description="The one of the list.")
    other: Identity = Field(description="The one that is there, or another one of the list.")
    reason: str


class ImportAnswer(Answer):
    """What an import found and did; in a dry run, what it would have done."""

    source: str
    dry_run: bool
    found: dict[str, int] = Field(description="What the file holds, by sort of row.")
    written: WriteAnswer
    duplicates: list[DuplicatePair]
    notices: list[str] = Field(description="What was left out, and why.")
