"""Where `flask` and gunicorn look for the application."""

from service.app import create_app

__all__ = ["create_app"]
