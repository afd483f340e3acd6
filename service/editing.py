"""What somebody changes of an organisation in its name, from the page or the API: checked, written, on record."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph_schema import store
from graph_schema.account_records import AuditKind
from graph_schema.records import CapabilityTag, KindEvidence, SizeClass
from graph_schema.store import Known, WriteSummary
from graph_schema.vocabulary import capabilities
from matchers.said import said
from matchers.snapshot.audiences import FROM_DESCRIPTION
from service.auth.audit import record
from service.errors import FieldProblem, InvalidRequestError
from service.imports.enterprise_facts import is_large
from service.imports.tagging import vocabulary_tagger
from service.maps.places import position_of
from service.runtime import Runtime

NAMED: Final = "named by itself"
"""The evidence of a capability of which nothing more is told."""


FACTS: Final = (
    "name",
    "kind",
    "description",
    "website",
    "city",
    "country",
    "is_sme",
    "employees",
    "size_class",
    "founded",
    "family_owned",
    "seeks_successor",
)
"""What an organisation can tell of itself, by the names in `records.Organisation`."""

_IN_QUOTES: Final = 'in its own words: "{}"'
_TITLE: Final = re.compile(r"^title: ")


@dataclass(frozen=True, slots=True)
class Edit:
    """What is told: facts by name (None takes one away), and the capabilities it names itself, as id to what shows it.

    `named` of None leaves them as they are; `seen` is the version of the organisation that was looked at before.
    """

    facts: Mapping[str, Any]
    named: Mapping[str, str] | None = None
    seen: int | None = None


def edit(runtime: Runtime, organisation_id: str, told: Edit) -> WriteSummary:
    """Write what an organisation tells of itself, and put it on record where it changed something.

    Raises InvalidRequestError for capabilities that are not in the vocabulary and facts that contradict each other,
    and the errors of `store.edit_organisation`.
    """
    graph = runtime.graph()
    known = store.read_known(graph, organisation_id)
    facts = _with_consequences(known, told.facts)
    _check(known, facts, told.named or ())
    tags = _tags(known, facts, told.named)
    summary = store.edit_organisation(graph, organisation_id, facts, tags, told.seen, named=told.named or ())
    if summary.is_changed:
        record(graph, AuditKind.ORGANISATION_EDITED, about=organisation_id)
    return summary


def evidence_of(words: str) -> str:
    """Return the evidence of a capability that is named with these words."""
    return _IN_QUOTES.format(words.strip()) if words.strip() else NAMED


def named_by_itself(known: Known) -> dict[str, str]:
    """Return the capabilities that an organisation named, as id to the words that show it, "" for none."""
    own = ((tag.capability_id, tag.evidence) for tag in known.told_by_itself())
    return {key: _words(evidence) for key, evidence in own if not evidence.startswith(FROM_DESCRIPTION)}


def _words(evidence: str) -> str:
    before, after = _IN_QUOTES.split("{}")
    is_quoted = evidence.startswith(before) and evidence.endswith(after)
    return evidence[len(before) : -len(after)] if is_quoted else ""


def _with_consequences(known: Known, told: Mapping[str, Any]) -> dict[str, Any]:
    """Add what follows: one size takes the other's place, and a new place has other coordinates."""
    facts, now = dict(told), known.organisation
    if facts.get("employees") is not None:
        facts.setdefault("size_class", None)
    if facts.get("size_class") is not None:
        facts.setdefault("employees", None)
    if facts.get("kind") is not None:
        facts["kind_evidence"] = str(KindEvidence.STATED)
    if any(name in facts and facts[name] != getattr(now, name) for name in ("city", "country")):
        city, country = (facts.get(name, getattr(now, name)) for name in ("city", "country"))
        facts["latitude"], facts["longitude"] = position_of(city, country) or (None, None)
    if "country" in facts and facts["country"] != now.country:
        facts["region"] = None
    return facts


def _check(known: Known, facts: Mapping[str, Any], named: Iterable[str]) -> None:
    vocabulary = {term.id for term in capabilities()}
    wrong = [
        FieldProblem(field="capabilities", message=said("There is no capability with the id {value!r}.", value=key))
        for key in named
        if key not in vocabulary
    ]
    now = known.organisation
    is_sme, people, size = (facts.get(name, getattr(now, name)) for name in ("is_sme", "employees", "size_class"))
    if is_sme and is_large(people, None if size is None else SizeClass(size)):
        message = "With 250 people or more it is no small or medium-sized enterprise: correct one of the two."
        wrong.append(FieldProblem(field="is_sme", message=message))
    if wrong:
        raise InvalidRequestError(*wrong)


def _tags(known: Known, facts: Mapping[str, Any], named: Mapping[str, str] | None) -> list[CapabilityTag] | None:
    """Return all capabilities told in its own name; those that its description speaks of too, where it tells one."""
    tells_description = "description" in facts and (
        facts["description"] != known.organisation.description or known.source_of("description") == store.OWN
    )
    if named is None and not tells_description:
        return None
    kept = named_by_itself(known) if named is None else named
    tags = {key: CapabilityTag(known.organisation.id, key, evidence_of(words)) for key, words in kept.items()}
    described = facts["description"] if tells_description else _own_description(known)
    for tag in _found_in(known.organisation.id, described):
        tags.setdefault(tag.capability_id, tag)
    return list(tags.values())


def _own_description(known: Known) -> str | None:
    return known.organisation.description if known.source_of("description") == store.OWN else None


def _found_in(organisation_id: str, description: str | None) -> Iterable[CapabilityTag]:
    for tag in vocabulary_tagger().tag(description, None):
        yield CapabilityTag(organisation_id, tag.capability, _TITLE.sub(FROM_DESCRIPTION, tag.evidence), tag.strength)
