"""The profile of one organisation as a form, for its own people and the manager of its cluster."""

from collections.abc import Mapping
from functools import cache
from typing import Final

import pycountry
from flask import Blueprint, redirect, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response

from graph_schema import store
from graph_schema.errors import ChangedMeanwhileError
from graph_schema.store import Known
from graph_schema.vocabulary import capabilities
from service.api.edits import OrganisationEdit
from service.api.fields import NAMELESS, Identifier, Request
from service.disputes import accept_again, dispute
from service.editing import FACTS, Edit, edit, named_by_itself
from service.errors import FieldProblem, InvalidRequestError, Problem, describe, field_problems
from service.findings import sentence_of
from service.imports.member_tags import stated_terms
from service.imports.tagging import vocabulary_tagger
from service.imports.values import web_address
from service.languages import current_code, speaking
from service.pages.forms import read_posted
from service.pages.wording import KINDS, SIZE_CLASSES, country_name, in_language
from service.runtime import current_runtime

BLANKS: Final = 3
"""Empty lines for capabilities that are not named yet."""

blueprint = Blueprint("editing", __name__)


class CapabilityForm(Request):
    """A capability of the vocabulary, by its id."""

    capability: Identifier


@blueprint.get("/organisations/<organisation_id>/profile")
def show(organisation_id: str) -> str:
    """Show the profile as a form, with where each fact is known from."""
    known = store.read_known(current_runtime().graph(), organisation_id)
    return _page(known, _values(known), named_by_itself(known))


@blueprint.post("/organisations/<organisation_id>/profile")
def save(organisation_id: str) -> Response | tuple[str, int]:
    """Save what was told: what is empty in the form is taken away, what the form does not have stays."""
    try:
        told = _read(organisation_id)
        edit(current_runtime(), organisation_id, told)
    except (InvalidRequestError, ChangedMeanwhileError) as error:
        return _again(organisation_id, describe(error))
    return redirect(url_for("editing.show", organisation_id=organisation_id, done="saved"))


@blueprint.post("/organisations/<organisation_id>/disputes")
def dispute_capability(organisation_id: str) -> Response:
    """Say that a capability known from elsewhere is not the organisation's."""
    dispute(current_runtime(), organisation_id, read_posted(CapabilityForm).capability)
    return redirect(url_for("editing.show", organisation_id=organisation_id, done="saved", _anchor="elsewhere"))


@blueprint.post("/organisations/<organisation_id>/disputes/take-back")
def accept_capability(organisation_id: str) -> Response:
    """Let a disputed capability count again."""
    accept_again(current_runtime(), organisation_id, read_posted(CapabilityForm).capability)
    return redirect(url_for("editing.show", organisation_id=organisation_id, done="saved", _anchor="elsewhere"))


def _read(organisation_id: str) -> Edit:
    facts = {name: request.form[name].strip() or None for name in FACTS if name in request.form}
    named, unknown = _named(request.form)
    told = [{"id": key, "words": words} for key, words in named.items()]
    try:
        if facts.get("website"):
            facts["website"] = web_address(facts["website"] or "")
        form = OrganisationEdit.model_validate(facts | {"capabilities": told})
    except ValidationError as error:
        raise InvalidRequestError(*field_problems(error, "form"), *unknown) from error
    except ValueError as error:
        raise InvalidRequestError(FieldProblem(field="website", message=sentence_of(error)), *unknown) from error
    if unknown:
        raise InvalidRequestError(*unknown)
    if facts.get("name", organisation_id) is None:
        raise InvalidRequestError(FieldProblem(field="name", message=NAMELESS))
    return form.edit(seen=request.form.get("seen", type=int))


def _named(form: Mapping[str, str]) -> tuple[dict[str, str], list[FieldProblem]]:
    """Return the capabilities that stay or are new, as id to what shows them, and what no term of ours is."""
    kept = {name.removeprefix("keep:"): "" for name in form if name.startswith("keep:")}
    named = {key: form.get(f"words:{key}", "").strip() for key in kept}
    unknown = []
    for place in range(BLANKS):
        words = form.get(f"new:{place}", "").strip()
        terms = stated_terms(words, vocabulary_tagger()) if words else ()
        if words and not terms:
            message = f"“{words}” is no capability of the vocabulary: choose one of those that the field suggests."
            unknown.append(FieldProblem(field="capabilities", message=message))
        for term in terms:
            named.setdefault(term, form.get(f"shows:{place}", "").strip())
    return named, unknown


def _values(known: Known) -> dict[str, str]:
    """Return what is known as a form has it."""
    return {name: _written(getattr(known.organisation, name)) for name in FACTS}


def _written(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def countries() -> tuple[tuple[str, str], ...]:
    """Return all countries as (code, name) in the language at hand, by name."""
    return _countries(current_code())


@cache
def _countries(code: str) -> tuple[tuple[str, str], ...]:
    """Return them in the language at hand, whose code is given so that each language is kept apart."""
    with speaking(code):
        named = [(one.alpha_2, country_name(one.alpha_2)) for one in pycountry.countries]
    return tuple(sorted(named, key=lambda one: one[1]))


def _again(organisation_id: str, problem: Problem) -> tuple[str, int]:
    known = store.read_known(current_runtime().graph(), organisation_id)
    values = _values(known) | {name: request.form[name] for name in FACTS if name in request.form}
    return _page(known, values, _named(request.form)[0], problem), problem.status


def _page(known: Known, values: Mapping[str, str], named: Mapping[str, str], problem: Problem | None = None) -> str:
    labels = {term.id: in_language(term.labels) for term in capabilities()}
    return render_template(
        "profile_form.html",
        known=known,
        values=values,
        named=named,
        labels=labels,
        terms=sorted(labels.values(), key=str.casefold),
        others=[tag for tag in known.tags if tag.capability_id not in named],
        blanks=range(BLANKS),
        size_classes=SIZE_CLASSES,
        kind_options=[(kind, words.one) for kind, words in KINDS.items()],
        countries=countries(),
        problem=problem,
        done=request.args.get("done"),
    )
