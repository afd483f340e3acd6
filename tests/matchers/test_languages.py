"""Needs in one language find the right partner among profiles in another: the same statements in five languages."""

import csv
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from matchers.encoder import Encoder, Vectors
from matchers.multilingual_e5.neutrality import LANGUAGES, fitting_texts
from matchers.packaged_models import MULTILINGUAL

STATEMENTS = Path(__file__).parent / "data" / "statements.csv"
LEAST_SHARE = 0.9

OTHER_SCRIPTS = Path(__file__).parent / "data" / "other_scripts.csv"
LEAST_SHARE_IN_OTHER_SCRIPTS = 0.85

Statements = dict[str, list[str]]


@pytest.fixture(scope="module")
def statements() -> Statements:
    """The statements by language; the same ones in the same order."""
    with STATEMENTS.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter=";"))
    return {language: [row[language] for row in rows] for language in LANGUAGES}


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(MULTILINGUAL)


@pytest.fixture(scope="module")
def profiles(encoder: Encoder, statements: Statements) -> dict[str, Vectors]:
    return {language: encoder.encode(texts) for language, texts in statements.items()}


@pytest.fixture(scope="module")
def needs(encoder: Encoder, statements: Statements) -> dict[str, Vectors]:
    return {language: np.array([encoder.encode_need(text) for text in texts]) for language, texts in statements.items()}


def test_there_are_enough_statements_each_one_of_its_own(statements: Statements) -> None:
    assert {len(set(texts)) for texts in statements.values()} == {79}
    assert all(text.strip() == text and text.endswith(".") for texts in statements.values() for text in texts)


def test_the_languages_were_not_fitted_on_them(statements: Statements) -> None:
    fitted = {text for texts in fitting_texts().values() for text in texts}
    assert not fitted & {text for texts in statements.values() for text in texts}


@pytest.mark.parametrize(("asked", "told"), list(permutations(LANGUAGES, 2)))
def test_the_right_partner_is_first(
    needs: dict[str, Vectors], profiles: dict[str, Vectors], asked: str, told: str
) -> None:
    nearest = (needs[asked] @ profiles[told].T).argmax(axis=1)
    assert (nearest == np.arange(len(nearest))).mean() >= LEAST_SHARE


@pytest.mark.parametrize("asked", ["ar", "el", "he", "ja", "uk", "zh"])
def test_needs_in_other_scripts_find_their_partner_too(
    encoder: Encoder, profiles: dict[str, Vectors], asked: str
) -> None:
    """Twenty of the statements; nothing was fitted on these languages."""
    with STATEMENTS.open(encoding="utf-8", newline="") as handle:
        places = {row["capability"]: place for place, row in enumerate(csv.DictReader(handle, delimiter=";"))}
    with OTHER_SCRIPTS.open(encoding="utf-8", newline="") as handle:
        told = [(places[row["capability"]], row[asked]) for row in csv.DictReader(handle, delimiter=";")]
    found = [int((encoder.encode_need(text) @ profiles["en"].T).argmax()) for _, text in told]
    assert np.mean([one == place for one, (place, _) in zip(found, told, strict=True)]) >= LEAST_SHARE_IN_OTHER_SCRIPTS


@pytest.mark.parametrize("asked", LANGUAGES)
def test_among_profiles_of_all_languages_translations_come_before_the_own_language(
    needs: dict[str, Vectors], profiles: dict[str, Vectors], asked: str
) -> None:
    scores = np.stack([needs[asked] @ profiles[told].T for told in LANGUAGES if told != asked])
    others = needs[asked] @ profiles[asked].T
    np.fill_diagonal(others, -1.0)
    assert (scores.diagonal(axis1=1, axis2=2).max(axis=0) > others.max(axis=1)).mean() >= LEAST_SHARE
