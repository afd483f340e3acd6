"""What a contact person is asked, and their own page: by the addresses in the letters to them, without an account."""

from typing import Literal

from flask import Blueprint, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from graph_schema.audiences import consents
from service.api.contacts import HeldContact
from service.api.fields import Request
from service.consent_letters import own_word
from service.consents import agree, copied, erase, held, question, refuse, withdraw
from service.pages.forms import read_posted
from service.runtime import current_runtime

ASKED = "/consents/<word>"
OWN = "/contact-persons/<word>"

blueprint = Blueprint("consents", __name__)


class AnswerForm(Request):
    """What somebody says who was asked."""

    answer: Literal["yes", "no"]


@blueprint.get(ASKED)
def show(word: str) -> str:
    """Show what is asked, by whom, and what is kept: programs that look at addresses in letters agree to nothing."""
    asked = question(current_runtime(), word)
    return render_template("consent.html", asked=asked, word=word, consents=consents())


@blueprint.post(ASKED)
def answer(word: str) -> str | Response:
    """Take the answer; who agreed is led to their own page, by the address that is also in the letter they get now."""
    runtime = current_runtime()
    if read_posted(AnswerForm).answer == "no":
        return render_template("consent.html", asked=refuse(runtime, word), word=None, consents=consents())
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
    return render_template("contact_person.html", held=held(current_runtime(), word), word=word, consents=consents())
