"""Signals through others: what organisations like the asker did before is what the asker may do next."""

import numpy as np

from matchers.past.training import Floats
from matchers.ranking.pairing import Pairing
from matchers.ranking.questions import Questions
from matchers.ranking.signals.profiles import field_of_text_and_asker, same_field


def partner_of_alike(questions: Questions) -> Floats:
    """Organisations in the asker's field, of its kind, country and size, worked with it.

    sum over m of k T(m, c) / sqrt(T(m)), k = (N . N)^4 (.3 + same kind) (.3 + same country) (.2 + alike in size), with
    ties T of both programmes.
    """
    alike = (
        np.square(np.square(np.maximum(same_field(questions), 0))) * questions.like_asker * _alike_in_size(questions)
    )
    return _through(alike, questions.context.network.ties_of_candidates, questions)


def partner_of_alike_now(questions: Questions) -> Floats:
    """Organisations with projects like the asker's, of its kind, country and size, worked with it in this field.

    As `partner_of_alike` with k = ((P . P)^1.5 + .01) ... and ties of this field alone.
    """
    words = questions.own_words
    alike = (words * np.sqrt(words) + 0.01) * questions.like_asker * _alike_in_size(questions)
    return _through(alike, questions.context.network.ties_now, questions)


def partner_of_fitting(questions: Questions) -> Floats:
    """Organisations that do what the text is about, of the coordinator's kind and country, worked with it.

    sum over m of k T(m, c) / sqrt(T(m)), k = (unit(t + .5 N) . N)^4 (.3 + same kind) (.3 + same country), with ties T
    of this field.
    """
    fitting = np.square(np.square(np.maximum(field_of_text_and_asker(questions), 0))) * questions.like_asker
    return questions.context.network.ties_now.spread(fitting.T).T


def _alike_in_size(questions: Questions) -> Floats:
    """Return .2 + e^-|ln(projects of the candidate / projects of the asker)| (q, n)."""
    log_counts = np.log(np.maximum(questions.context.counts, 1))
    return np.asarray(0.2 + np.exp(-np.abs(log_counts[None] - log_counts[questions.rows][:, None])), dtype=np.float32)


def _through(alike: Floats, ties: Pairing, questions: Questions) -> Floats:
    """Return what goes over ties out of organisations that are alike, the asker left out; 0 where it is unknown."""
    others = questions.of_known(alike)
    others[np.arange(len(questions)), questions.rows] = 0.0
    return ties.spread(others.T).T
