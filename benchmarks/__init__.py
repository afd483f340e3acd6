"""What prints the figures in README."""
