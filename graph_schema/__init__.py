"""The graph: its types and vocabularies, its migrations, every query, the driver and the managed local server."""
