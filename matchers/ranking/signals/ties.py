"""Signals of the network between the asker and a candidate; all 0 where the asker is unknown."""

import numpy as np

from matchers.past.training import Floats
from matchers.ranking.arrays import dense
from matchers.ranking.questions import Questions


def near_in_network(questions: Questions) -> Floats:
    """Walks over past ties from the asker arrive here often.

    Personalised PageRank over ties of both programmes, six steps.
    """
    near = questions.near.copy()
    asking = np.flatnonzero(questions.known)
    near[asking, questions.rows[asking]] = 0.0
    return near


def near_for_its_size(questions: Questions) -> Floats:
    """Walks over past ties from the asker arrive here more often than its number of projects would make them.

    The same walk's mass / projects.
    """
    return np.asarray(near_in_network(questions) / np.maximum(questions.context.counts, 1), dtype=np.float32)


def common_partners(questions: Questions) -> Floats:
    """Has partners in common with the asker, or worked with it in the earlier programme.

    Adamic-Adar over both programmes + number of earlier projects shared.
    """
    network = questions.context.network
    return questions.of_known(dense(network.in_common(questions.rows) + network.together_earlier[questions.rows]))


def common_and_own_partners(questions: Questions) -> Floats:
    """Has partners in common with the coordinator, or worked with it in either programme.

    Adamic-Adar over both programmes + number of projects shared.
    """
    network, rows = questions.context.network, questions.rows
    together = network.together_earlier[rows] + network.together_now[rows]
    return questions.of_known(dense(network.in_common(rows) + together))


def earlier_partner(questions: Questions) -> Floats:
    """Worked with the asker in the earlier programme, in small, late projects of this field.

    sum r e^(2 t) / sqrt(members - 1).
    """
    return questions.of_known(dense(questions.context.network.ties_earlier[questions.rows]))


def recent_partner(questions: Questions) -> Floats:
    """Worked with the coordinator lately.

    sum 0.5 ** years / sqrt(members - 1), earlier projects 0.5 e^(2 (t - 1)).
    """
    return questions.of_known(dense(questions.context.network.ties_recent[questions.rows]))


def led_to_by_text(questions: Questions) -> Floats:
    """Is a partner of those who did the projects most like this one.

    One step over ties from the members of the 25 nearest projects.
    """
    return questions.context.network.ties_of_candidates.handed_on(questions.led_to.T).T
