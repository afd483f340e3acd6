"""The learned ranker over the past of one snapshot, answering for the organisations of this or a later one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from matchers.past.cases import CONSORTIUM, PARTNERS, UNSEEN, ProjectIdea
from matchers.past.training import Floats, Ints, Training
from matchers.ranking.additive import TaskModel
from matchers.ranking.asking import idea_questions, partner_questions
from matchers.ranking.context import Context
from matchers.ranking.meaning import Encode, no_vectors
from matchers.ranking.scoring import settled
from matchers.seeker import Seeker
from matchers.serving.foretold import Foretold, foretold
from matchers.snapshot.snapshot import Snapshot

SHIPPED = Path(__file__).with_name("ranker.json")
"""The model that comes with a release; `docs/REFERENCE.md` has the command that makes it."""

REMEMBERED = 32
"""Answers that are kept, about half a megabyte each: who asks for one match type often asks for the next."""


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks, a row of the past or UNSEEN, and what for: words with their vector, "" for partners."""

    row: int
    words: str = ""
    vector: Floats | None = field(default=None, compare=False, repr=False)  # the words' own, so they tell it


class Past:
    """What is computed once of a snapshot's projects; `rows` are the context's by organisation id.

    `encode` gives the projects' vectors; those that the snapshot has anyway do (`SnapshotVectors`).
    """

    def __init__(self, training: Training, version: str, encode: Encode = no_vectors) -> None:
        self.version = version
        self.rows: dict[str, int] = dict(training.row_by_id)
        self.context = Context(training, encode)

    def prepare(self, models: Mapping[str, TaskModel]) -> None:
        """Compute all that signals share, by asking one question of each model."""
        if self.rows:
            for model in models.values():
                words = "" if model.task == PARTNERS else self.context.words.any_word
                _answer(model, self.context, Question(0, words), np.arange(len(self.rows)))


class ServedRanker:
    """Models by task over a past, bound to a snapshot whose organisations may be others than the past's."""

    def __init__(self, models: Mapping[str, TaskModel], past: Past, snapshot: Snapshot) -> None:
        self.models = models
        self.past = past
        self.snapshot = snapshot
        ids = (key or "" for key in snapshot.column("organisation.id"))
        self._positions: Ints = np.array([past.rows.get(key, UNSEEN) for key in ids], dtype=np.int64)
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._foretell)

    def is_of(self, models: Mapping[str, TaskModel], past: Past, snapshot: Snapshot) -> bool:
        """Tell whether this was made of these very ones."""
        return self.models is models and self.past is past and self.snapshot is snapshot

    def foretell(self, seeker: Seeker) -> Foretold | None:
        """Return what the learned ranker says of partners for a seeker.

        An organisation is asked for as in the evaluation of partners. A need or a request is a project idea in words;
        an offer is none, since who does the same is not who wants it. None where the past tells nothing.
        """
        if seeker.row is not None:
            return self._remembered(Question(int(self._positions[seeker.row])))
        if seeker.is_offer or not seeker.words:
            return None
        row = UNSEEN if seeker.owner is None else int(self._positions[seeker.owner])
        return self._remembered(Question(row, seeker.words, seeker.vector))

    def _foretell(self, question: Question) -> Foretold | None:
        model = self.models.get(CONSORTIUM if question.words else PARTNERS)
        if model is None or not self.past.rows or (question.row == UNSEEN and not question.words):
            return None
        return _answer(model, self.past.context, question, self._positions)


def _answer(model: TaskModel, context: Context, question: Question, positions: Ints) -> Foretold | None:
    if model.task == PARTNERS:
        rows = np.array([question.row], dtype=np.int64)
        return foretold(model, partner_questions(context, rows), settled(context, rows), positions)
    ideas = [ProjectIdea(question.words, question.row)]
    if not context.words.of([question.words]).nnz:
        return None  # no word that any project has: only who is famous would be left to say
    vectors = None if question.vector is None else question.vector[None, :]
    return foretold(model, idea_questions(context, ideas, vectors), settled(context, ideas), positions)
