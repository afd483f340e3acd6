"""The application: everything is wired together here, and nowhere else."""

import logging

import structlog
from flask_openapi.openapi import OpenAPI
from werkzeug.middleware.proxy_fix import ProxyFix

from service.api.application import new_application, register_api
from service.api.blueprints import PREFIX
from service.auth.gate import register_gate
from service.auth.limits import register_limits
from service.auth.sessions import register_sessions
from service.cli import register_commands
from service.compression import register_compression
from service.error_answers import register_error_handlers
from service.idempotency import register_idempotency
from service.language_choice import register_languages
from service.pages.site import register_pages
from service.revalidation import register_revalidation
from service.runtime import EXTENSION, Runtime
from service.settings import Settings


def create_app(settings: Settings | None = None) -> OpenAPI:
    """Make the application; settings come from the environment unless given. Nothing is connected or loaded yet."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    settings = settings or Settings()
    app = new_application("service")
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.extensions[EXTENSION] = Runtime(settings)
    if settings.public_url is not None:
        # The service listens on this machine alone, so who has a public address has a proxy that forwards to it.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    register_error_handlers(app)
    register_sessions(app, settings)
    register_languages(app, settings)
    register_gate(app)
    register_limits(app, settings)
    register_api(app)
    register_pages(app)
    register_compression(app)
    register_revalidation(app)
    register_idempotency(app, PREFIX)
    register_commands(app)
    return app
