"""What projects mean: the common part taken away, no text like nothing, and other words or languages found."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from matchers.corpus import Corpus
from matchers.past.cases import CONSORTIUM, PARTNERS, UNSEEN, ProjectIdea
from matchers.past.training import Floats, Training
from matchers.ranking.asking import idea_questions, partner_questions
from matchers.ranking.context import Context
from matchers.ranking.meaning import encode_known, meaning_of, no_vectors
from matchers.ranking.scoring import scores
from matchers.ranking.signals import SIGNALS
from matchers.ranking.training import learn
from tests.matchers.ranking.ranking_world import FIELD_SIZE, training_of, two_fields

FIELDS = {"wind": 0, "offshore": 0, "vento": 0, "solar": 1, "photovoltaic": 1, "sole": 1}
"""Words of two fields, each once in a language that no project is written in."""


def by_field(texts: Sequence[str]) -> Floats:
    """Stands in for a text model: all texts share most of their direction, the rest tells the field."""
    vectors = np.zeros((len(texts), 3), dtype=np.float32)
    vectors[:, 2] = 3.0
    for row, text in enumerate(texts):
        for word in text.casefold().split():
            if word in FIELDS:
                vectors[row, FIELDS[word]] += 1.0
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def in_own_words(corpus: Corpus) -> Corpus:
    """Each project in words that no other has, but for one that names the field."""
    projects = tuple(
        replace(row, title=f"{row.id.split('-', maxsplit=1)[0]} {row.id.replace('-', '')}") for row in corpus.projects
    )
    return replace(corpus, projects=projects)


@pytest.fixture(scope="module")
def told() -> Training:
    return training_of(in_own_words(two_fields()))


def values(name: str, context: Context, text: str = "") -> Floats:
    """Return what a signal says to an idea in words, or without any to an organisation of wind (n)."""
    compute = next(signal.compute for signal in SIGNALS if signal.name == name)
    asks = np.array([wind(context)[0]])
    questions = idea_questions(context, [ProjectIdea(text, UNSEEN)]) if text else partner_questions(context, asks)
    return np.asarray(compute(questions)[0], dtype=np.float32)


def wind(context: Context) -> "np.ndarray[tuple[int], np.dtype[np.intp]]":
    rows = context.training.organisations
    return np.array([number for number, row in enumerate(rows) if row.id.startswith("wind")])


def test_what_all_texts_have_in_common_tells_nothing() -> None:
    vectors = by_field(["wind", "wind", "solar", "solar"])
    assert vectors[0] @ vectors[2] == pytest.approx(0.9)
    projects = meaning_of(vectors).projects
    assert projects[0] @ projects[1] == pytest.approx(1.0, abs=1e-5)
    assert projects[0] @ projects[2] == pytest.approx(-1.0, abs=1e-5)


def test_a_project_without_text_is_like_nothing_and_moves_nobody_elses_centre() -> None:
    vectors = encode_known(by_field, ["wind", "", "solar"])
    meaning = meaning_of(vectors)
    assert not meaning.projects[1].any()
    np.testing.assert_array_equal(meaning.centre, meaning_of(vectors[[0, 2]]).centre)
    assert not meaning.of(encode_known(by_field, [""])).any()


@pytest.mark.parametrize("texts", [[], ["", ""]])
def test_where_no_project_has_a_text_nothing_is_like_another(texts: list[str]) -> None:
    meaning = meaning_of(encode_known(by_field, texts))
    assert meaning.projects.shape == (len(texts), 0)
    assert meaning.of(by_field(["wind"])).shape == (1, 0)


def test_an_idea_in_another_language_is_led_to_its_field(told: Training) -> None:
    context = Context(told, by_field)
    found = values("same_meaning", context, "impianti che usano il vento")
    right = np.isin(np.arange(len(found)), wind(context))
    assert found[right].min() > found[~right].max()


def test_an_organisation_is_led_to_its_field_through_partners_too(told: Training) -> None:
    context = Context(told, by_field)
    for name in ("same_meaning", "same_meaning_of_field"):
        found = values(name, context)
        right = np.isin(np.arange(len(found)), wind(context))
        assert found[right].min() > found[~right].max(), name


def test_an_idea_without_words_is_told_by_its_coordinator(told: Training) -> None:
    context = Context(told, by_field)
    row = int(wind(context)[3])
    questions = idea_questions(context, [ProjectIdea("", row)])
    np.testing.assert_allclose(questions.meant[0], context.meant[row], atol=1e-5)


def test_vectors_that_are_given_are_not_encoded_again(told: Training) -> None:
    asked: list[str] = []

    def encode(texts: Sequence[str]) -> Floats:
        asked.extend(texts)
        return by_field(texts)

    context = Context(told, encode)
    ideas = [ProjectIdea("vento", UNSEEN)]
    given = idea_questions(context, ideas, by_field(["vento"])).meant
    assert "vento" not in asked
    np.testing.assert_array_equal(idea_questions(context, ideas).meant, given)
    assert "vento" in asked


def test_without_a_text_model_signals_of_meaning_tell_nothing_and_all_others_go_on(told: Training) -> None:
    context = Context(told, no_vectors)
    assert not values("same_meaning", context).any()
    assert not values("same_meaning_of_field", context).any()
    model = learn(told).models[PARTNERS]
    most = dict(zip(model.signals, model.heights[:, -1].tolist(), strict=True))
    assert most["same_meaning"] == most["same_meaning_of_field"] == 0
    assert max(most.values()) > 0.1


def test_where_words_tell_little_meaning_is_learned_to_count(told: Training) -> None:
    """Asked in words that no project has, who knows what they mean finds the field; who does not is lost."""
    models = learn(told, encode=by_field).models
    idea = [ProjectIdea("vento", UNSEEN)]
    context = Context(told, by_field)
    best = np.argsort(-scores(models[CONSORTIUM], context, idea)[0])[:FIELD_SIZE]
    assert np.isin(best, wind(context)).mean() > 0.9
    blind = Context(told)
    best = np.argsort(-scores(models[CONSORTIUM], blind, idea)[0], kind="stable")[:FIELD_SIZE]
    assert np.isin(best, wind(blind)).mean() < 0.9
