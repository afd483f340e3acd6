"""Missing roles: what the partners so far lack of capabilities, kinds and countries, and who could take each role."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from matchers.consortium.brief import Brief
from matchers.consortium.feasibility import kinds_words, one_of_kinds
from matchers.consortium.needs import projects_with_kind
from matchers.consortium.results import MissingRole, RolePartner
from matchers.consortium.wording import COVERED
from matchers.directory import organisation_card
from matchers.evidence_said import evidence_said
from matchers.ranker import best
from matchers.results import Reason
from matchers.said import begun, counted, joined, said
from matchers.snapshot.derive import KINDS
from matchers.text import country_name

USUAL: Final = 0.5
"""A kind that so many similar projects have is missed where it is not on board."""

SHARE: Final = 0.3
"""What having the capability counts for a role; the rest is how well the organisation suits the idea.

On the projects of 2018 more hidden members were found with 0.3 than with 0.5 (.175 against .149)."""


def missing_roles(brief: Brief) -> tuple[MissingRole, ...]:
    """Return the roles that are missing beside the partners so far, those that rules ask for first."""
    roles = [*_countries(brief), *_capabilities(brief), *_kinds(brief), _any(brief)]
    return tuple(sorted(roles, key=lambda role: not role.is_rule))


def _capabilities(brief: Brief) -> Iterator[MissingRole]:
    needs, snapshot = brief.needs, brief.snapshot
    for need, column in enumerate(needs.columns):
        if brief.covered[need] < COVERED:
            label = snapshot.capability_label(column)
            strengths = needs.strengths[:, need]
            chosen = best(
                SHARE * strengths + (1 - SHARE) * brief.relevance, brief.eligible & (strengths > 0), brief.few
            )
            partners = tuple(_with_capability(brief, need, row) for row in chosen)
            yield MissingRole("capability", label, needs.evidence[need], is_rule=False, partners=partners)


def _with_capability(brief: Brief, need: int, row: int) -> RolePartner:
    column, strength = brief.needs.columns[need], float(brief.needs.strengths[row, need])
    phrase = brief.snapshot.capability_phrase(column)
    shown = Reason(
        feature="role_capability",
        sentence=said("They work on {capability}.", capability=phrase),
        ours=brief.needs.evidence[need],
        theirs=_shown_by(brief, column, row),
        value=strength,
        contribution=SHARE * strength,
    )
    return _partner(brief, row, 1 - SHARE, shown)


def _shown_by(brief: Brief, column: int, row: int) -> str:
    """Return the evidence that an organisation has a capability or, if it has not, a narrower one."""
    snapshot = brief.snapshot
    start, end = (int(snapshot.capability.indptr[at]) for at in (row, row + 1))
    answering = set(brief.needs.answering(column).tolist())
    found = [place for place in range(start, end) if int(snapshot.capability.indices[place]) in answering]
    strongest = max(found, key=lambda place: float(snapshot.capability.data[place]))
    return evidence_said(snapshot.capability_evidence.text(strongest))


def _kinds(brief: Brief) -> Iterator[MissingRole]:
    for group in brief.still.kinds:
        sentence = said("The rules or wishes ask for {kinds}.", kinds=one_of_kinds(group))
        yield _of_kinds(brief, sorted(group), kinds_words(group), sentence, is_rule=True)
    asked = {kind for group in brief.still.kinds for kind in group}
    present = {brief.snapshot.kind_of(row) for row in brief.idea.partners}
    for kind, share in enumerate(brief.kind_shares.tolist()):
        if share >= USUAL and KINDS[kind] not in present and kind not in asked:
            count = projects_with_kind(brief.idea, kind)
            similar = len(brief.idea.similar)
            sentence = said("{count} of the {similar} projects most like it have one.", count=count, similar=similar)
            yield _of_kinds(brief, [kind], kinds_words(frozenset({kind})), sentence, is_rule=False)


def _of_kinds(brief: Brief, kinds: list[int], label: str, sentence: str, *, is_rule: bool) -> MissingRole:
    rows = best(brief.relevance, brief.eligible & np.isin(brief.snapshot.kind, kinds), brief.few)
    return MissingRole("kind", begun(label), sentence, is_rule, tuple(_partner(brief, row, 1.0) for row in rows))


def _countries(brief: Brief) -> Iterator[MissingRole]:
    """Yield one role for all countries that rules still ask for: the best of each country."""
    if not brief.still.countries and not brief.still.needs_anchor:
        return
    snapshot, still = brief.snapshot, brief.still
    counting = sorted(still.requirements.counting - still.present)
    if still.needs_anchor and not still.countries:
        counting = sorted(still.requirements.anchor)
    rows = best(brief.relevance, brief.eligible & np.isin(snapshot.country, counting), snapshot.size)
    first = {int(snapshot.country[row]): row for row in reversed(rows)}
    chosen = sorted(first.values(), key=lambda row: (-float(brief.relevance[row]), row))[: brief.few]
    count = max(still.countries, 1)
    present = sorted(country_name(snapshot.tables.countries[one]) for one in still.present)
    have = joined(present, ", ") if present else said("none yet")
    yield MissingRole(
        "country",
        counted("{count} more country", "{count} more countries", count),
        said(
            "The rules ask for {countries} different ones that count; on board: {names}.",
            countries=still.requirements.countries,
            names=have,
        ),
        is_rule=True,
        partners=tuple(_partner(brief, row, 1.0) for row in chosen),
    )


def _any(brief: Brief) -> MissingRole:
    """Return who suits best whatever the role: on past projects nothing else finds as many of the later members."""
    rows = best(brief.relevance, brief.eligible & (brief.relevance > 0), brief.few)
    sentence = said("Who suits the idea and those on board best, whatever they would do in it.")
    return MissingRole(
        "any", said("Any role"), sentence, is_rule=False, partners=tuple(_partner(brief, row, 1.0) for row in rows)
    )


def _partner(brief: Brief, row: int, share: float, *first: Reason) -> RolePartner:
    suiting = (replace(reason, contribution=reason.contribution * share) for reason in brief.reasons(row))
    found = (*first, *suiting)
    reasons = tuple(sorted(found, key=lambda reason: (-reason.contribution, reason.feature)))
    return RolePartner(organisation_card(brief.snapshot, row), sum(reason.contribution for reason in reasons), reasons)
