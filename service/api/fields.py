"""Field types that the API's requests share, each with the check and the sentence for a wrong value."""

from typing import Annotated

import pycountry
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

MAX_TEXT = 200_000
"""Characters of a need; a model reads far fewer, and longer ones are nobody's description of a need."""

ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9:._-]*$"


class Request(BaseModel):
    """The base of all requests: a name that is not known is an error, so that a typing mistake is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _checked_country(code: str) -> str:
    found = pycountry.countries.get(alpha_2=code.upper())
    if found is None:
        raise ValueError(f"{code!r} is not an ISO 3166-1 alpha-2 country code, such as IT or NO.")
    return str(found.alpha_2)


def _checked_text(text: str) -> str:
    if not text.strip():
        raise ValueError("Say in a few words what is needed; blanks alone say nothing.")
    return text


Country = Annotated[
    str,
    AfterValidator(_checked_country),
    Field(pattern="^[A-Za-z]{2}$", description="ISO 3166-1 alpha-2 country code.", examples=["IT"]),
]
Identifier = Annotated[str, Field(pattern=ID_PATTERN, max_length=200)]
NeedText = Annotated[str, AfterValidator(_checked_text), Field(min_length=1, max_length=MAX_TEXT)]
