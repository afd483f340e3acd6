"""What an organisation tells of itself."""

from flask import Response
from pydantic import Field

from service.api.blueprints import NEEDS_KEY, api_blueprint, problems
from service.api.fields import Identifier, Name, Request
from service.api.meta import respond
from service.api.queries import OrganisationPath
from service.api.write_answers import WriteAnswer
from service.api.writes import OrganisationFacts
from service.editing import Edit, edit
from service.runtime import current_runtime

MOST_NAMED = 100

blueprint = api_blueprint("editing", "What organisations tell of themselves; it shows within about two seconds.")


class NamedCapability(Request):
    """A capability that an organisation names itself."""

    id: Identifier = Field(description="From the vocabulary, see `/capabilities`.")
    words: str = Field(default="", max_length=1_000, description="What shows it, in its own words.")


class OrganisationEdit(OrganisationFacts):
    """What an organisation tells of itself. What is left out stays, null takes a fact away.

    What is told here stands over what lists say, also when they are imported again.
    """

    name: Name | None = Field(default=None, min_length=1, max_length=500)
    capabilities: list[NamedCapability] | None = Field(
        default=None, max_length=MOST_NAMED, description="All that it names itself; others' evidence stays beside it."
    )

    def edit(self, seen: int | None = None) -> Edit:
        """Return this as what is told; `seen` is the version that was looked at before."""
        facts = self.model_dump(mode="json", include=self.model_fields_set - {"capabilities"})
        if facts.get("name", "") is None:
            del facts["name"]
        if facts.get("kind", "") is None:
            del facts["kind"]
        named = None if self.capabilities is None else {one.id: one.words for one in self.capabilities}
        return Edit(facts, named, seen)


@blueprint.patch(
    "/organisations/<organisation_id>",
    responses={200: WriteAnswer, **problems(413)},
    security=NEEDS_KEY,
)
def edit_organisation(path: OrganisationPath, body: OrganisationEdit) -> Response:
    """Tell facts and capabilities of an organisation in its own name; the same again changes nothing."""
    return respond(WriteAnswer.model_validate(edit(current_runtime(), path.organisation_id, body.edit())))
