"""Collects what the code says to people: from templates, from Python, and from tables and docstrings that are shown."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from graph_schema import errors as graph_errors
from matchers.conditions import CONDITIONS
from matchers.features import FEATURES
from matchers.network.figures import FIGURES, documented
from matchers.ranking.signals import SIGNALS
from service.api.matching import feature_name
from service.errors import PROBLEMS

ROOT: Final = Path(__file__).parents[2]

_GRAPH_ERRORS: Final = tuple(
    error.__name__
    for error, kind in PROBLEMS.items()
    if error.__module__ == graph_errors.__name__ and kind.status < HTTPStatus.INTERNAL_SERVER_ERROR
)

KEYWORDS: Final = DEFAULT_KEYWORDS | {"said": None, "counted": (1, 2), "sentence": None} | dict.fromkeys(_GRAPH_ERRORS)
"""The functions whose first argument is a message, or the first two where it has a plural form.

To make one of the graph's errors that are told to people, is to say its sentence.
"""

_METHODS: Final = [("**/templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
_OPTIONS: Final = {"**/templates/**.html": {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}}


def messages() -> Catalog:
    """Return all messages, without words."""
    catalog = Catalog(fuzzy=False)
    for folder in ("graph_schema", "matchers", "service"):
        for path, _, message, _, context in extract_from_dir(
            ROOT / folder, _METHODS, _OPTIONS, KEYWORDS, strip_comment_tags=True
        ):
            catalog.add(message, None, [(f"{folder}/{path}", 1)], context=context)
    for where, message in _shown_elsewhere():
        catalog.add(message, None, [(where, 1)])
    return catalog


def _shown_elsewhere() -> Iterator[tuple[str, str]]:
    """Yield the file and the message of what stands in docstrings and tables, and is shown from there."""
    for feature in FEATURES.values():
        yield "matchers/features", feature.description
        yield "matchers/features", feature_name(feature.name)
    for signal in SIGNALS:
        yield "matchers/ranking/signals", signal.sentence
        yield "matchers/ranking/signals", signal.family
    for figure in FIGURES.values():
        for text in documented(figure):
            yield "matchers/network/figures.py", text
    for condition in CONDITIONS.values():
        yield "matchers/conditions.py", (condition.__doc__ or "").strip().splitlines()[0]
    for kind in PROBLEMS.values():
        yield "service/errors.py", kind.title
