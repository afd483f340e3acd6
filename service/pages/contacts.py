"""Contact persons of an organisation: whom to speak with; for those who act for it also asking, export and erasure."""

from collections.abc import Callable
from uuid import uuid4

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from graph_schema.audiences import ConsentAudience, consents
from matchers.directory import name_of
from service.api.contacts import HeldContact, PersonFields, WantedFields
from service.auth.reach import may_act_for
from service.contacts import (
    ANSWER_DAYS,
    Wanted,
    ask_consent,
    consent_text,
    erase_contact,
    export_contact,
    keep_contact,
    shown_contacts,
    withdraw_consent,
)
from service.errors import InvalidRequestError, TooManyAttemptsError, describe
from service.languages import current_code
from service.pages.forms import read_posted
from service.runtime import current_runtime

ALL = "/organisations/<organisation_id>/contacts"
ONE = f"{ALL}/<contact_id>"

blueprint = Blueprint("contacts", __name__)

Answered = Response | tuple[str, int]


class AddForm(PersonFields, WantedFields):
    """A contact person to add, and what they are to be asked."""


@blueprint.get(ALL)
def show(organisation_id: str) -> str:
    """Show whom to speak with, and to those who act for the organisation what can be done with each."""
    return _page(organisation_id)


@blueprint.post(ALL)
def add(organisation_id: str) -> Answered:
    """Add a contact person, who is asked by letter."""
    runtime = current_runtime()

    def done() -> None:
        form = read_posted(AddForm)
        keep_contact(runtime, organisation_id, uuid4().hex, form.person(), _in_language(form))

    return _answered(organisation_id, done, "added")


@blueprint.post(ONE)
def change(organisation_id: str, contact_id: str) -> Answered:
    """Put what is told of a contact person right."""
    return _answered(
        organisation_id,
        lambda: keep_contact(current_runtime(), organisation_id, contact_id, read_posted(PersonFields).person()),
        "changed",
    )


@blueprint.post(f"{ONE}/consent")
def ask(organisation_id: str, contact_id: str) -> Answered:
    """Ask a contact person by letter, again or for another consent."""
    return _answered(
        organisation_id,
        lambda: ask_consent(current_runtime(), organisation_id, contact_id, _in_language(read_posted(WantedFields))),
        "asked",
    )


@blueprint.post(f"{ONE}/withdraw")
def withdraw(organisation_id: str, contact_id: str) -> Response:
    """Show a contact person to nobody else."""
    withdraw_consent(current_runtime(), organisation_id, contact_id)
    return redirect(url_for("contacts.show", organisation_id=organisation_id, done="withdrawn"))


@blueprint.get(f"{ONE}/export")
def export(organisation_id: str, contact_id: str) -> Response:
    """Hand out all that is kept of a contact person, as a file."""
    held = HeldContact.held(organisation_id, export_contact(current_runtime(), organisation_id, contact_id))
    response = current_app.response_class(held.model_dump_json(indent=1), mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="contact-{held.id[:8]}.json"'
    return response


@blueprint.post(f"{ONE}/erase")
def erase(organisation_id: str, contact_id: str) -> str | Response:
    """Erase a contact person for good, and tell where the organisation's own texts still name them."""
    mentions = erase_contact(current_runtime(), organisation_id, contact_id)
    if mentions.in_description or mentions.in_profiles:
        return _page(organisation_id, done="erased", mentions=mentions)
    return redirect(url_for("contacts.show", organisation_id=organisation_id, done="erased"))


def _answered(organisation_id: str, act: Callable[[], None], done: str) -> Answered:
    try:
        act()
    except (InvalidRequestError, TooManyAttemptsError) as error:
        problem = describe(error)
        return _page(organisation_id, problem=problem), problem.status
    return redirect(url_for("contacts.show", organisation_id=organisation_id, done=done))


def _in_language(form: WantedFields) -> Wanted:
    """Return what is to be asked, in the words that the page has shown."""
    return Wanted(form.audience, _language())


def _language() -> str:
    """Return the language at hand as vocabularies call it."""
    return {"nb": "no"}.get(current_code(), current_code())


def _page(organisation_id: str, **told: object) -> str:
    runtime = current_runtime()
    shown = {
        "organisation_id": organisation_id,
        "name": name_of(runtime.whole().snapshot, organisation_id),
        "contacts": shown_contacts(runtime, organisation_id),
        "acts": may_act_for(organisation_id),
        "consents": consents(),
        "texts": {one: consent_text(runtime, organisation_id, one, _language()) for one in ConsentAudience},
        "answer_days": ANSWER_DAYS,
        "mails": runtime.settings.smtp_url is not None,
        "form": request.form,
        "done": request.args.get("done"),
        "problem": None,
        "mentions": None,
    }
    return render_template("contacts.html", **(shown | told))
