"""The ranker that comes with a release fits the release."""

import pytest

from matchers.past.cases import CONSORTIUM, PARTNERS
from matchers.ranking.errors import ModelFileError
from matchers.ranking.model_file import load_models
from matchers.ranking.signals import signals_of
from matchers.serving.ranker import SHIPPED

AGAIN = "learn it anew: `flask learn --train CORDIS_FOLDER --figures FILE --output matchers/serving/ranker.json`"


def test_the_shipped_ranker_is_of_this_releases_signals() -> None:
    try:
        models, about = load_models(SHIPPED)
    except ModelFileError as error:
        pytest.fail(f"{error} The shipped ranker does not fit this release: {AGAIN}")
    for task in (PARTNERS, CONSORTIUM):
        names = {signal.name for signal in signals_of(task)}
        assert set(models[task].signals) == names, f"Signals changed since the shipped ranker was learned: {AGAIN}"
    assert {"source", "cut", "organisations", "projects", "episodes", "questions", "figures"} <= about.keys(), AGAIN
