"""File formats to typed rows (CORDIS, a cluster's own list, the seed data), and the way of those into the graph."""
