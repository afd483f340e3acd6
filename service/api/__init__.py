"""The HTTP API under /api/v1: thin functions that call the matchers and answer with typed models."""

from service.api.application import new_application, register_api

__all__ = ["new_application", "register_api"]
