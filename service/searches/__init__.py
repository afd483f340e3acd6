"""Saved searches: what can be asked again, what it finds and since when, and the feed that tells it to a reader."""
