"""Prints how well needs find their partner across languages: `python -m benchmarks.languages [MODEL]`.

The same 79 statements in five languages (tests/matchers/data/statements.csv) are needs in one language and profiles in
another. With --fit, fits the step that takes languages out of the packaged model's vectors, and writes its numbers.
"""

import argparse
import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table
from sentence_transformers import SentenceTransformer

from graph_schema.vocabulary import capabilities
from matchers.encoder import Encoder
from matchers.multilingual_e5 import PROMPTS
from matchers.multilingual_e5.folder import PUBLISHED_STEPS
from matchers.multilingual_e5.neutrality import DIRECTIONS_FILE, LANGUAGES, fitted_directions, fitting_texts
from matchers.packaged_models import MULTILINGUAL

STATEMENTS = Path(__file__).parents[1] / "tests" / "matchers" / "data" / "statements.csv"
VOCABULARY_LANGUAGES = {"en": "en", "it": "it", "no": "nb"}
"""The languages of the vocabulary's labels, as the statements name them."""

Vectors = dict[str, npt.NDArray[np.float32]]
console = Console()


def main() -> None:
    """Print the tables of a model, or fit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="?", default=MULTILINGUAL, help="as EMBEDDING_MODEL has it")
    parser.add_argument("--fit", action="store_true", help="fit the step anew instead")
    chosen = parser.parse_args()
    if chosen.fit:
        np.save(DIRECTIONS_FILE, fit())
    else:
        print_tables(Encoder(chosen.model))


def fit() -> npt.NDArray[np.float32]:
    """Return what neutrality.directions.npy holds, from the packaged model as it was published."""
    published = SentenceTransformer(modules=list(Encoder(MULTILINGUAL).load())[:PUBLISHED_STEPS], device="cpu")
    vectors = [
        np.stack([published.encode(texts, prompt=prompt) for texts in fitting_texts().values()])
        for prompt in PROMPTS.values()
    ]
    return fitted_directions(*vectors)


def print_tables(encoder: Encoder) -> None:
    """Print, for each pair of languages, how often the right partner is first."""
    with STATEMENTS.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle, delimiter=";"))
    profiles = {language: encoder.encode([row[language] for row in rows]) for language in LANGUAGES}
    needs = {language: _needs(encoder, [row[language] for row in rows]) for language in LANGUAGES}
    console.print(f"{encoder.model_id}, {len(rows)} statements")
    _print_pairs("statement as need", needs, profiles)
    _print_pairs("statement as profile", profiles, profiles)
    labels = {row.id: row.labels for row in capabilities()}
    by_label = {
        ours: _needs(encoder, [labels[row["capability"]][theirs] for row in rows])
        for theirs, ours in VOCABULARY_LANGUAGES.items()
    }
    _print_pairs("capability's label as need", by_label, profiles)
    shares = [f"{language} {_mixed(needs[language], language, profiles):.0%}" for language in LANGUAGES]
    console.print("The four nearest profiles of all languages that are the translations: " + ", ".join(shares))


def _needs(encoder: Encoder, texts: list[str]) -> npt.NDArray[np.float32]:
    return np.stack([encoder.encode_need(text) for text in texts])


def _print_pairs(title: str, needs: Vectors, profiles: Vectors) -> None:
    table = Table("from \\ to", *profiles, title=title, title_justify="left")
    for language, vectors in needs.items():
        table.add_row(language, *(f"{_first(vectors, found):.1%}" for found in profiles.values()))
    console.print(table)


def _first(needs: npt.NDArray[np.float32], profiles: npt.NDArray[np.float32]) -> float:
    """Return the share of needs whose own profile is nearest."""
    return float(((needs @ profiles.T).argmax(axis=1) == np.arange(len(needs))).mean())


def _mixed(needs: npt.NDArray[np.float32], language: str, profiles: Vectors) -> float:
    """Return how many of a need's translations are among as many nearest profiles, its own wording left out."""
    count, translations = len(needs), len(profiles) - 1
    scores = np.stack([needs @ vectors.T for vectors in profiles.values()])
    np.fill_diagonal(scores[list(profiles).index(language)], -np.inf)
    nearest = np.argsort(-np.hstack(list(scores)), axis=1)[:, :translations]
    return float((nearest % count == np.arange(count)[:, None]).mean())


if __name__ == "__main__":
    main()
