"""The HTTP API under /api/v1: thin functions that call the matchers and answer with typed models."""
