"""The reference, written from the code."""
