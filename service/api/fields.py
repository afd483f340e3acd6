"""Field types that the API's requests share, each with the check and the sentence for a wrong value."""

from functools import cache
from typing import Annotated, Any, Final

import pycountry
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator

from matchers.said import said
from service.unseen import without_unseen

MAX_TEXT = 200_000
"""Characters of a need; a model reads far fewer, and longer ones are nobody's description of a need."""

NAMELESS: Final = "A name needs at least one letter."

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9:._-]*$"


class Request(BaseModel):
    """The base of all requests: a name that is not known is an error, so that a typing mistake is noticed.

    Texts come without what nobody sees.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _seen(cls, value: object) -> object:
        return without_unseen(value) if isinstance(value, str) else value

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401  pydantic's own signature
        """Return the JSON schema; the usual one is made once, as flask-openapi asks for it with every request."""
        return super().model_json_schema(*args, **kwargs) if args or kwargs else _usual_schema(cls)


@cache
def _usual_schema(model: type[Request]) -> dict[str, Any]:
    return super(Request, model).model_json_schema()


def _checked_country(code: str) -> str:
    found = pycountry.countries.get(alpha_2=code.upper())
    if found is None:
        raise ValueError(said("{code!r} is not an ISO 3166-1 alpha-2 country code, such as IT or NO.", code=code))
    return str(found.alpha_2)


def _checked_text(text: str) -> str:
    if not text.strip():
        raise ValueError(said("Say in a few words what is needed; blanks alone say nothing."))
    return text


def _named(name: str) -> str:
    if not name.strip():
        raise ValueError(NAMELESS)
    return name.strip()


Country = Annotated[
    str,
    AfterValidator(_checked_country),
    Field(pattern="^[A-Za-z]{2}$", description="ISO 3166-1 alpha-2 country code.", examples=["IT"]),
]
Identifier = Annotated[str, Field(pattern=ID_PATTERN, max_length=200)]
NeedText = Annotated[str, AfterValidator(_checked_text), Field(min_length=1, max_length=MAX_TEXT)]
Name = Annotated[str, AfterValidator(_named)]
