"""Contact persons of organisations: asked for their consent, shown to whom it is for, exported and erased."""

from datetime import date, datetime
from typing import Literal, Self

from flask import Response
from pydantic import Field

from graph_schema.audiences import ConsentAudience, consents
from graph_schema.contact_records import Contact, Person
from service.api.answers import Answer
from service.api.audiences import AudienceWords
from service.api.blueprints import NEEDS_KEY, api_blueprint, problems
from service.api.fields import Name, Request
from service.api.meta import as_fields, respond
from service.api.queries import NoQuery, OrganisationPath
from service.auth.accounts import checked_email
from service.contacts import (
    Wanted,
    ask_consent,
    erase_contact,
    export_contact,
    keep_contact,
    shown_contacts,
    withdraw_consent,
)
from service.runtime import current_runtime

ALL = "/organisations/<organisation_id>/contacts"
ONE = f"{ALL}/<contact_id>"

blueprint = api_blueprint("contacts", "Contact persons of organisations, with their consent.")


class PersonFields(Request):
    """What is told of a contact person; under another name or e-mail address than before they are asked anew."""

    name: Name = Field(min_length=1, max_length=200)
    role: str | None = Field(default=None, max_length=200, description="What they do there.")
    email: str | None = Field(default=None, max_length=254)
    phone: str | None = Field(default=None, max_length=40, pattern=r"^[0-9+() /.-]*$")

    def person(self) -> Person:
        """Return this as the graph keeps it; InvalidRequestError for an e-mail address that is none."""
        role, phone = ((told or "").strip() or None for told in (self.role, self.phone))
        return Person(self.name, role, checked_email(self.email) if self.email else None, phone)


class WantedFields(Request):
    """What a contact person is asked by letter."""

    audience: ConsentAudience = Field(description="To whom they may be shown, from `/consents`.")
    language: Literal["en", "it", "no"] = Field(default="en", description="The language in which they are asked.")

    def wanted(self) -> Wanted:
        """Return this as the service asks it."""
        return Wanted(self.audience, self.language)


class ContactBody(PersonFields):
    """A contact person; what is left out is known no more."""

    consent: WantedFields | None = Field(
        default=None, description="What they are asked; needed for someone new, since without consent nobody is kept."
    )


class ContactPath(OrganisationPath):
    """A contact person of an organisation."""

    contact_id: str = Field(
        pattern="^[0-9a-f]{32}$",
        description="32 hexadecimal digits, drawn by lot by whoever adds the person: an id that says nothing of them.",
    )


class ContactKey(Answer):
    """The id of a contact person, and nothing of them: it may be kept for repeated requests."""

    id: str


class ShownContact(Answer):
    """A contact person, as shown."""

    id: str
    name: str
    role: str | None
    email: str | None
    phone: str | None
    audience: ConsentAudience | None = Field(
        description="To whom they may be shown; null until they agreed, and after they withdrew that."
    )
    asked: ConsentAudience | None = Field(description="What they were asked and have not answered; else null.")

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """Return the answer for a contact person."""
        stands, asked = (one.audience if one else None for one in (contact.consent, contact.asked))
        return cls(id=contact.id, audience=stands, asked=asked, **as_fields(contact.person))


class ContactsAnswer(Answer):
    """The contact persons of an organisation that may be seen."""

    items: list[ShownContact]


class ConsentRecord(Answer):
    """Something that a contact person was asked, and what they said."""

    audience: ConsentAudience
    text: str = Field(description="The words that they were asked to agree to.")
    by: str = Field(description="Who asked.")
    recorded: datetime = Field(description="When they were asked.")
    expires: datetime | None = Field(description="Until when they can say yes.")
    confirmed: datetime | None = Field(description="When they said yes.")
    ended: datetime | None = Field(description="When it was withdrawn or replaced.")
    given: date | None = Field(description="The day of one that was recorded before persons were asked.")


class HeldContact(ShownContact):
    """All that is kept of a contact person."""

    organisation_id: str
    created: datetime
    consents: list[ConsentRecord]

    @classmethod
    def held(cls, organisation_id: str, contact: Contact) -> Self:
        """Return the answer for a contact person of an organisation."""
        return cls(
            organisation_id=organisation_id,
            created=contact.created,
            consents=[ConsentRecord.model_validate(one) for one in contact.consents],
            **ShownContact.of(contact).model_dump(),
        )


class ErasedAnswer(Answer):
    """Where an organisation's own texts still name someone who was erased."""

    in_description: bool
    in_profiles: int = Field(description="In how many of its offers and requests.")


class ConsentsAnswer(Answer):
    """What a contact person can agree to; `{organisation}` stands for the organisation's name."""

    items: list[AudienceWords] = Field(description="From few to all; each takes in the one before.")


@blueprint.get("/consents", responses={200: ConsentsAnswer})
def list_consents(query: NoQuery) -> Response:  # noqa: ARG001  declared to refuse parameters
    """List the words that a contact person can agree to, by whom they may be shown to."""
    return respond(ConsentsAnswer(items=[AudienceWords.model_validate(one) for one in consents().values()]))


@blueprint.get(ALL, responses={200: ContactsAnswer, **problems(404)})
def list_contacts(path: OrganisationPath, query: NoQuery) -> Response:  # noqa: ARG001
    """List the contact persons whose consent is for who asks; to those who act for the organisation, all of them."""
    found = shown_contacts(current_runtime(), path.organisation_id)
    return respond(ContactsAnswer(items=[ShownContact.of(one) for one in found]))


@blueprint.get(ONE, responses={200: HeldContact}, security=NEEDS_KEY)
def get_contact(path: ContactPath, query: NoQuery) -> Response:  # noqa: ARG001
    """Export all that is kept of a contact person, for the person or for those who act for the organisation."""
    found = export_contact(current_runtime(), path.organisation_id, path.contact_id)
    return respond(HeldContact.held(path.organisation_id, found))


@blueprint.put(ONE, responses={200: ContactKey, **problems(413, 429)}, security=NEEDS_KEY)
def put_contact(path: ContactPath, body: ContactBody) -> Response:
    """Add a contact person, who is asked for their consent by letter, or put right what is told of one."""
    wanted = body.consent.wanted() if body.consent else None
    keep_contact(current_runtime(), path.organisation_id, path.contact_id, body.person(), wanted)
    return respond(ContactKey(id=path.contact_id))


@blueprint.put(f"{ONE}/consent", responses={200: ContactKey, **problems(413, 429)}, security=NEEDS_KEY)
def put_consent(path: ContactPath, body: WantedFields) -> Response:
    """Ask a contact person by letter, again or for another consent; what they agreed to before stands until they do.

    Who said no is not asked again for a year, unless they allow it themselves.
    """
    ask_consent(current_runtime(), path.organisation_id, path.contact_id, body.wanted())
    return respond(ContactKey(id=path.contact_id))


@blueprint.delete(f"{ONE}/consent", responses={200: ContactKey}, security=NEEDS_KEY)
def withdraw_contacts_consent(path: ContactPath, query: NoQuery) -> Response:  # noqa: ARG001
    """Show a contact person to nobody else from the next question on; they are kept until they are erased."""
    withdraw_consent(current_runtime(), path.organisation_id, path.contact_id)
    return respond(ContactKey(id=path.contact_id))


@blueprint.delete(ONE, responses={200: ErasedAnswer}, security=NEEDS_KEY)
def delete_contact(path: ContactPath, query: NoQuery) -> Response:  # noqa: ARG001
    """Erase a contact person for good, with what they agreed to and where introductions and letters name them."""
    mentions = erase_contact(current_runtime(), path.organisation_id, path.contact_id)
    return respond(ErasedAnswer.model_validate(mentions))
