"""Signals of what a candidate does as a whole, beside what is looked for."""

import numpy as np

from matchers.past.training import Floats
from matchers.ranking.arrays import dense, unit_rows
from matchers.ranking.questions import Questions


def same_words(questions: Questions) -> Floats:
    """Its projects speak of what the asker's speak of.

    P . P.
    """
    return questions.own_words


def same_words_with_asker(questions: Questions) -> Floats:
    """Its projects speak of the subject and of what the coordinator does.

    unit(t + 0.3 P of the asker) . P.
    """
    return questions.words_with(questions.texts_and_asker)


def same_field(questions: Questions) -> Floats:
    """It and its partners do what the asker and its partners do.

    N . N.
    """
    return questions.field_likeness


def field_of_text(questions: Questions) -> Floats:
    """It and its partners do what the text is about.

    t . N.
    """
    return questions.field_with(questions.full_texts)


def field_of_text_and_asker(questions: Questions) -> Floats:
    """It and its partners do what the text is about and what the coordinator's circle does.

    unit(t + 0.5 N of the asker) . N.
    """
    return questions.field_with(unit_rows(questions.full_texts + 0.5 * questions.own_smoothed))


def same_meaning(questions: Questions) -> Floats:
    """Its projects mean what is looked for, in whichever words or language.

    v . V.
    """
    return np.asarray(questions.meant @ questions.context.meant.T, dtype=np.float32)


def same_meaning_of_field(questions: Questions) -> Floats:
    """It and its partners do what the asker and its partners do, in whichever words or language.

    The cosine of unit(V + unit(mean V of partners)).
    """
    smoothed = questions.context.meant_smoothed
    return questions.of_known(smoothed[questions.rows] @ smoothed.T)


def same_scheme_profile(questions: Questions) -> Floats:
    """It takes part in the same funding schemes and topics as the asker.

    The cosine of scheme profiles.
    """
    context = questions.context
    return questions.of_known(dense(context.scheme_profiles[questions.rows] @ context.organisations_by_scheme))
