"""The pages: rendered on the server, usable without JavaScript, at 360 px and by keyboard."""

from service.pages.site import register_pages

__all__ = ["register_pages"]
