"""Find partners for a need told in free words."""

from dataclasses import replace

from flask import Blueprint, render_template
from pydantic import Field

from matchers.results import MatchQuery
from service.api.fields import MAX_TEXT, Identifier
from service.api.matching import notes_on
from service.api.queries import SuggestionsQuery
from service.pages.forms import filter_options, read_form
from service.pages.home import EXAMPLE_NEEDS
from service.pages.organisations import types_for
from service.runtime import current_runtime

blueprint = Blueprint("needs", __name__)


class NeedForm(SuggestionsQuery):
    """A need in free words, whose it is, and what kind of partner is sought for it."""

    q: str = Field(default="", max_length=MAX_TEXT)
    asked_by: Identifier | None = None

    def need(self) -> MatchQuery:
        """This form as the query that the engine takes."""
        return replace(self.match_query(text=self.q), asked_by=self.asked_by)


@blueprint.get("/needs")
def show() -> str:
    """Show the form, and matches once something was asked."""
    form = read_form(NeedForm)
    engine = current_runtime().engine()
    return render_template(
        "needs.html",
        form=form,
        options=filter_options(engine.snapshot),
        types=types_for(None),
        example_needs=EXAMPLE_NEEDS,
        notes=notes_on(form.q or None, engine.encoder),
        found=engine.suggest(form.need()) if form.q else None,
    )
