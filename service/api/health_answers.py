"""What is told of the service's own state."""

from pydantic import Field

from service.api.answers import Answer


class Check(Answer):
    """Whether one part of the service works."""

    ok: bool
    detail: str


class HealthAnswer(Answer):
    """The process answers."""

    status: str


class ReadyAnswer(Answer):
    """Whether the service has all it needs."""

    ready: bool = Field(description="Whether database, snapshot and model are there; not so for the learned ranker.")
    checks: dict[str, Check]
