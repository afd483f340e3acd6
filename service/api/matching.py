"""Many matches at once, and how a list of matches is told."""

from collections.abc import Mapping
from typing import Final

from flask import Response

from matchers.encoder import Encoder
from matchers.match_types import match_type
from matchers.results import MatchList
from matchers.said import counted, joined, said
from matchers.tagging import has_english_words
from matchers.text import is_mostly_latin
from service.api.blueprints import api_blueprint, problems
from service.api.match_answers import DeclinedPartner, Match, MatchAnswer, MatchesAnswer
from service.api.meta import current_meta, respond
from service.api.queries import MatchesBody
from service.languages import all_spoken
from service.runtime import current_runtime

ECHO_CHARACTERS = 500
"""Characters of a need that an answer repeats, so that one can tell which it answers."""

CUT_NOTE = said("The text is longer than the model reads: only its beginning was used.")

UNTOLD_NOTE = said(
    "The learned ranker has nothing to go by here, no project and no word that a project has: scores come from the "
    "declared weights alone."
)

NO_WORD_NOTE = said(
    "There is no word in this text, so it has no part in the answer: say in a few words what is sought."
)

UNREAD_NOTE = said(
    "This text is hardly in Latin letters, and the text model of this service was made for English alone: the text has "
    "no part in the answer. Write it in English, or have the service run with EMBEDDING_MODEL unset: the multilingual "
    "model reads it."
)

ENGLISH_NOTE = said(
    "The text model of this service was made for English alone. If this text is in another language, only about every "
    "second such need finds its partner: write it in English, or have the service run with EMBEDDING_MODEL unset."
)

SCRIPT_NOTE = said(
    "This text is hardly in Latin letters. It is compared by its meaning, a little less surely than a text in English, "
    "since terms are found in English, Italian and Norwegian alone. If the answers look odd, ask in English."
)

blueprint = api_blueprint("matches", "Suggested partners, with reasons.")


@blueprint.post("/matches", responses={200: MatchesAnswer, **problems(404, 413)})
def match_many(body: MatchesBody) -> Response:
    """Answer up to 50 queries at once, each about an organisation, a need in free words, or an offer or request."""
    engine = current_runtime().engine()
    found = engine.suggest_many([query.match_query() for query in body.queries])
    return respond(
        MatchesAnswer(results=[match_answer(matches, engine.encoder) for matches in found], meta=current_meta())
    )


def match_answer(found: MatchList, encoder: Encoder) -> MatchAnswer:
    """Turn the engine's answer into the API's."""
    found, text = all_spoken(found), found.query.text
    return MatchAnswer(
        match_type=found.query.match_type,
        organisation=found.query.organisation,
        profile=found.query.profile,
        text=None if text is None else text[:ECHO_CHARACTERS],
        considered=found.considered,
        notes=all_spoken([*notes_on(text, encoder), *ranker_notes(found), *steering_notes(found)]),
        turned=dict(found.turned),
        kept_apart=found.kept_apart,
        declined=[DeclinedPartner.model_validate(one) for one in found.declined],
        matches=[Match.model_validate(match) for match in found.matches],
    )


def ranker_notes(found: MatchList) -> list[str]:
    """Say why the learned ranker has no part in scores that it should have a part in."""
    if found.is_learned or not match_type(found.query.match_type).learned:
        return []
    return [current_runtime().ranker.problem() or UNTOLD_NOTE]


def steering_notes(found: MatchList) -> list[str]:
    """Say what the manager of the cluster wants of these suggestions, so that nobody takes it for the usual answer."""
    notes: list[str] = []
    if found.turned:
        notes.append(turned_note(found.turned))
    if found.kept_apart:
        left_out = counted("one organisation is", "{count} organisations are", found.kept_apart)
        notes.append(said("{who} left out since the manager of the cluster wants it.", who=left_out))
    return notes


def turned_note(turned: Mapping[str, float]) -> str:
    """Say how the weights are turned."""
    told = [said(TURNED[factor], feature=feature_name(name)) for name, factor in turned.items()]
    return said("The manager of the cluster has turned the weights: {what}.", what=joined(told, ", "))


TURNED: Final = {
    0.0: said("{feature} does not count"),
    0.5: said("{feature} counts half"),
    1.0: said("{feature} counts as declared"),
    2.0: said("{feature} counts double"),
}
"""How a turned weight is told."""


def feature_name(name: str) -> str:
    """Name a feature: "closest_projects" is "closest projects"."""
    return said(name.replace("_", " "))


def notes_on(text: str | None, encoder: Encoder) -> list[str]:
    """Say what a reader should know about the answer to a need: how much of it was read, and how well."""
    if text is None:
        return []
    if not encoder.reads(text):
        return [UNREAD_NOTE if any(char.isalpha() for char in text) else NO_WORD_NOTE]
    notes = [CUT_NOTE] * encoder.cuts(text)
    if not is_mostly_latin(text):
        return [*notes, SCRIPT_NOTE]
    return [*notes, *[ENGLISH_NOTE] * (encoder.is_for_english_alone and not has_english_words(text))]
