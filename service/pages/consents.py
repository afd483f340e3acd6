"""What a contact person is asked, and their own page: by the addresses in the letters to them, without an account."""

from typing import Literal

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from graph_schema.audiences import consents
from service.api.contacts import HeldContact
from service.api.fields import Request
from service.consent_letters import own_word
from service.consents import agree, copied, erase, held, let_ask, question, refuse, refused, withdraw
from service.errors import NotFoundError
from service.pages.forms import read_posted
from service.refusals import spared_until
from service.runtime import current_runtime

ASKED = "/consents/<word>"
OWN = "/contact-persons/<word>"

blueprint = Blueprint("consents", __name__)


class AnswerForm(Request):
    """What somebody says who was asked; `again`: that they may be asked again after they said no."""

    answer: Literal["yes", "no", "again"]


@blueprint.get(ASKED)
def show(word: str) -> str:
    """Show what is asked, by whom, and what is kept: programs that look at addresses in letters agree to nothing.

    Who said no sees that, and how they can be asked again.
    """
    try:
        asked = question(current_runtime(), word)
    except NotFoundError:
        return render_template("refusal.html", refused=refused(current_runtime(), word), word=word)
    return render_template("consent.html", asked=asked, word=word, consents=consents())


@blueprint.post(ASKED)
def answer(word: str) -> str | Response:
    """Take the answer; who agreed is led to their own page, by the address that is also in the letter they get now."""
    runtime = current_runtime()
    said = read_posted(AnswerForm).answer
    if said == "again":
        return render_template("refusal.html", refused=let_ask(runtime, word), word=None)
    if said == "no":
        asked = refuse(runtime, word)
        return render_template(
            "consent.html", asked=asked, word=None, consents=consents(), refused=refused(runtime, word)
        )
    asked = agree(runtime, word)
    return redirect(url_for("consents.show_own", word=own_word(runtime.settings, asked.contact), done="agreed"))


@blueprint.get(OWN)
def show_own(word: str) -> str:
    """Show a contact person what is kept of them, and what they can do about it."""
    return _own_page(word)


@blueprint.post(f"{OWN}/withdraw")
def end(word: str) -> Response:
    """Withdraw the consent: nobody else is shown the person any more."""
    withdraw(current_runtime(), word)
    return redirect(url_for("consents.show_own", word=word, done="withdrawn"))


@blueprint.post(f"{OWN}/erase")
def forget(word: str) -> str:
    """Erase the person for good."""
    return render_template("contact_person.html", held=erase(current_runtime(), word), word=None, consents=consents())


@blueprint.get(f"{OWN}/export")
def export(word: str) -> Response:
    """Hand out all that is kept of the person, as a file."""
    found = copied(current_runtime(), word)
    told = HeldContact.held(found.organisation_id, found.contact)
    response = current_app.response_class(told.model_dump_json(indent=1), mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="contact-{told.id[:8]}.json"'
    return response


def _own_page(word: str) -> str:
    runtime = current_runtime()
    found = held(runtime, word)
    return render_template(
        "contact_person.html",
        held=found,
        word=word,
        consents=consents(),
        spared=spared_until(runtime, found.organisation_id, found.contact.person),
    )
