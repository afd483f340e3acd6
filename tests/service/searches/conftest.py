"""Tests of saved searches share the people of tests of accounts."""

from tests.service.auth.conftest import make, people_graph, walled

__all__ = ["make", "people_graph", "walled"]
