"""Questions that span clusters: who in which of them can do something, which members of two should meet."""

from flask import Blueprint, render_template
from pydantic import Field

from matchers.across.meetings import meetings
from matchers.across.who_can import who_can
from matchers.match_types import match_types
from service.api.across_queries import MAX_WORDS, MOST_MEETINGS, MeetingsFields, WhoCanFields
from service.api.fields import Identifier
from service.api.matching import notes_on
from service.pages.forms import filter_options, read_form
from service.runtime import current_runtime
from service.visibility import current_visibility

blueprint = Blueprint("across", __name__)

EXAMPLES = (
    ("en", "hydrogen for ferries"),
    ("it", "pompe di calore per il teleriscaldamento"),
    ("de", "Biogas aus Gülle"),
    ("no", "flytende havvind"),
)
"""What can be asked, in several languages."""


class WhoCanForm(WhoCanFields):
    """What is to be done, in free words; empty until something was asked."""

    q: str = Field(default="", max_length=MAX_WORDS)


@blueprint.get("/who-can")
def ask() -> str:
    """Show the search field and, once something was asked, a card for each cluster."""
    form = read_form(WhoCanForm)
    engine = current_runtime().engine()
    sight = current_visibility(engine.snapshot)
    return render_template(
        "who_can.html",
        form=form,
        options=filter_options(engine.snapshot),
        examples=EXAMPLES,
        notes=notes_on(form.q or None, engine.encoder),
        found=who_can(engine, form.who_can(form.q), sight) if form.q else None,
    )


class MeetingsForm(MeetingsFields):
    """The two clusters, and what they should meet for."""

    cluster: Identifier | None = None
    other: Identifier | None = None


@blueprint.get("/meetings")
def meet() -> str:
    """Show the choice of two clusters and, once they are two, who of them should meet."""
    form = read_form(MeetingsForm)
    engine = current_runtime().engine()
    one, other = form.cluster, form.other
    return render_template(
        "meetings.html",
        form=form,
        options=filter_options(engine.snapshot),
        types=tuple(match_types().values()),
        most=MOST_MEETINGS,
        found=meetings(engine, form.between(one, other), current_visibility(engine.snapshot))
        if one and other and one != other
        else None,
    )
