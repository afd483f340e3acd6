"""Signals of a candidate's past projects: how near each is in words and in the graph, and how recent.

All sum over the projects that the candidate did together with others. Notation: s similarity of the text with the
project, w nearness of its members to the asker (mean 1), a recency 0.5 ** (years / 2).
"""

from matchers.past.training import Floats
from matchers.ranking.arrays import to_mean_one
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


def latent_projects(questions: Questions) -> Floats:
    """Did projects on the subject, in whichever words.

    sum l^4, l the cosine of latent vectors.
    """
    return questions.added_up(questions.latent_similarity**4)


def near_projects_in_any_words(questions: Questions) -> Floats:
    """Did recent projects on the subject, in the same or other words, with organisations near in the network.

    sum (s^2 / mean + l^4 / mean) w^.5 a.
    """
    both = to_mean_one(questions.similarity**2) + to_mean_one(questions.latent_similarity**4)
    return questions.added_up(both * questions.nearness**0.5 * questions.context.recency)


def same_schemes(questions: Questions) -> Floats:
    """Took part in funding schemes and topics that the asker took part in, often.

    sum c^2, c the cosine of the asker's schemes with the project's.
    """
    context = questions.context
    cosines = (context.scheme_profiles[questions.rows] @ context.projects_by_scheme).toarray()
    return questions.of_known(questions.added_up(cosines**2))
