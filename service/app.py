"""The application: everything is wired together here, and nowhere else."""

import logging

import structlog
from flask_openapi.openapi import OpenAPI

from service.api.application import new_application, register_api
from service.cli import register_commands
from service.errors import register_error_handlers
from service.pages import register_pages
from service.runtime import EXTENSION, Runtime
from service.settings import Settings


def create_app(settings: Settings | None = None) -> OpenAPI:
    """Make the application; settings come from the environment unless given. Nothing is connected or loaded yet."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    settings = settings or Settings()
    app = new_application("service")
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.extensions[EXTENSION] = Runtime(settings)
    register_error_handlers(app)
    register_api(app)
    register_pages(app)
    register_commands(app)
    return app
