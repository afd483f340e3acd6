"""What people and programs see: HTTP API, pages, command line, imports. Wires matchers and graph_schema together."""
