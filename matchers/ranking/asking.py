"""Makes batches of questions: of organisations, which look for what they do themselves, and of project ideas."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from sklearn.preprocessing import normalize

from matchers.past.cases import UNSEEN, ProjectIdea
from matchers.past.training import Floats, Ints
from matchers.ranking.arrays import scaled_rows, unit_rows
from matchers.ranking.context import Context
from matchers.ranking.meaning import encode_known
from matchers.ranking.questions import Questions

BATCH: Final = 200
"""Questions a batch, so that memory stays bounded."""

Asked = Ints | Sequence[ProjectIdea]
"""Organisations (rows of candidates), or project ideas."""


def batches(context: Context, asked: Asked) -> Iterator[Questions]:
    """Yield the questions of organisations or of project ideas, 200 at a time."""
    for first in range(0, len(asked), BATCH):
        part = asked[first : first + BATCH]
        if isinstance(part, np.ndarray):
            yield partner_questions(context, part)
        else:
            yield idea_questions(context, part)


def partner_questions(context: Context, seekers: Ints) -> Questions:
    """Return the questions of organisations (rows of candidates): they look for what they themselves do."""
    return Questions(context, seekers)


def idea_questions(context: Context, ideas: Sequence[ProjectIdea], vectors: Floats | None = None) -> Questions:
    """Return the questions of project ideas; for one without known words its coordinator's profile stands.

    `vectors` (q, d) are those of the ideas' texts, where they need not be encoded any more.
    """
    coordinators = np.array([idea.coordinator for idea in ideas], dtype=np.int64)
    texts = context.words.of([idea.text for idea in ideas])
    silent = (np.diff(texts.indptr) == 0) & (coordinators != UNSEEN)
    instead = scaled_rows(context.profiles.rows(np.maximum(coordinators, 0)), silent.astype(np.float32))
    if vectors is None:
        vectors = encode_known(context.encode, [idea.text for idea in ideas])
    meant = context.meaning.of(vectors) + context.meant[np.maximum(coordinators, 0)] * silent[:, None]
    return Questions(context, coordinators, normalize(texts + instead).tocsr(), unit_rows(meant))
