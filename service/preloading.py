"""What is loaded once for all workers, before any is forked, so that the first who asks one does not wait for it."""

from typing import cast

from flask import Flask

from service.auth.policy import policy
from service.revalidation import release
from service.runtime import EXTENSION, Runtime


def preload(app: Flask) -> None:
    """Load the model, the snapshot where there is one, who may do what, what tells this release, and all templates."""
    cast("Runtime", app.extensions[EXTENSION]).preload()
    policy()
    release()
    for name in app.jinja_env.list_templates():
        app.jinja_env.get_template(name)
