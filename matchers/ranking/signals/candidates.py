"""Signals of a candidate's activity, kind and place."""

import numpy as np

from matchers.past.training import Floats
from matchers.ranking.arrays import sums
from matchers.ranking.labels import Labels
from matchers.ranking.questions import Questions

PRIOR_SHARE = 0.3
"""What the labels of all participations add to those that a text leads to."""


def active(questions: Questions) -> Floats:
    """Did many projects with others.

    Joint projects + 0.001 all projects.
    """
    context = questions.context
    activity = np.asarray(context.joint.sum(axis=1)).ravel() + 0.001 * context.counts
    return np.tile(activity.astype(np.float32), (len(questions), 1))


def growing(questions: Questions) -> Floats:
    """Did most of its projects with others lately.

    sum 0.5 ** years / (joint projects + 1).
    """
    context = questions.context
    share = (context.joint @ context.short_recency) / (sums(context.joint) + 1)
    return np.tile(share.astype(np.float32), (len(questions), 1))


def same_country(questions: Questions) -> Floats:
    """Is in the asker's country.

    0 or 1.
    """
    return questions.of_known(questions.context.countries.same(questions.rows))


def same_city(questions: Questions) -> Floats:
    """Is in the asker's city.

    0 or 1.
    """
    return questions.of_known(questions.context.cities.same(questions.rows))


def fitting_kind(questions: Questions) -> Floats:
    """Its kind of organisation and the asker's work together more than by chance.

    log((ties + 20) / (expected + 20)).
    """
    return _fitting(questions.context.kinds, questions.context.kind_lift, questions)


def fitting_country(questions: Questions) -> Floats:
    """Its country and the asker's work together more than by chance.

    log((ties + 20) / (expected + 20)).
    """
    return _fitting(questions.context.countries, questions.context.country_lift, questions)


def kind_of_such_projects(questions: Questions) -> Floats:
    """Its kind of organisation takes part in such projects more than in others.

    log lift of the kind among members of the 25 nearest projects, with 0.3 of all participations added.
    """
    return _among_nearest(questions.context.kinds, questions)


def _fitting(labels: Labels, lift: Floats, questions: Questions) -> Floats:
    return questions.of_known(lift[labels.codes[questions.rows]][:, labels.codes])


def _among_nearest(labels: Labels, questions: Questions) -> Floats:
    usual = labels.matrix.T @ questions.context.counts
    usual = usual / max(float(usual.sum()), 1e-9)
    found = (labels.matrix.T @ questions.led_to.T).T
    lift = np.log((found + PRIOR_SHARE * usual) / ((1 + PRIOR_SHARE) * np.maximum(usual, 1e-9)))
    return np.asarray((lift * labels.known_names)[:, labels.codes], dtype=np.float32)
