"""Signals of a candidate's past projects: how near each is in words and in the graph, and how recent.

All sum over the projects that the candidate did together with others. Notation: s similarity of the text with the
project, w nearness of its members to the asker (mean 1), a recency 0.5 ** (years / 2).
"""

import numpy as np

from matchers.past.training import Floats
from matchers.ranking.arrays import sums
from matchers.ranking.questions import Questions


def near_projects(questions: Questions) -> Floats:
    """Did recent projects on the subject, with organisations near in the network.

    sum s^2 w^.5 a.
    """
    return questions.added_up(questions.similarity**2 * questions.nearness**0.5 * questions.context.recency)


def nearest_projects(questions: Questions) -> Floats:
    """Did recent projects very much on the subject, with organisations near in the network.

    sum s^3 w^.5 a.
    """
    return questions.added_up(questions.similarity**3 * questions.nearness**0.5 * questions.context.recency)


def partners_projects(questions: Questions) -> Floats:
    """Did recent projects on what the asker and its partners do, with organisations near in the network.

    sum (N . x)^2 w^.5 a, N the profile smoothed over partners, x the project's words.
    """
    return questions.added_up(questions.field_similarity**2 * questions.nearness**0.5 * questions.context.recency)


def recent_projects(questions: Questions) -> Floats:
    """Did recent projects on the subject.

    sum s^2 a.
    """
    return questions.added_up(questions.similarity**2 * questions.context.recency)


def projects_alike(questions: Questions) -> Floats:
    """Did recent projects alike in words and in meaning, small ones before big, with organisations near in the network.

    sum s^1.5 v w^.6 a^.75 / (members - 1)^.3, v the cosine of vectors, s at least .005 and v at least .05.
    """
    context = questions.context
    alike = np.maximum(questions.similarity, 0.005) ** 1.5 * np.maximum(questions.meant_similarity, 0.05)
    others = np.maximum(sums(context.took_part, axis=0) - 1, 1)
    return questions.added_up(alike * questions.nearness**0.6 * context.recency**0.75 / others**0.3)


def latent_projects(questions: Questions) -> Floats:
    """Did projects on the subject, in whichever words.

    sum l^4, l the cosine of latent vectors.
    """
    return questions.added_up(questions.latent_similarity**4)


def same_schemes(questions: Questions) -> Floats:
    """Took part in funding schemes and topics that the asker took part in, often.

    sum c^2, c the cosine of the asker's schemes with the project's.
    """
    context = questions.context
    cosines = (context.scheme_profiles[questions.rows] @ context.projects_by_scheme).toarray()
    return questions.of_known(questions.added_up(cosines**2))
