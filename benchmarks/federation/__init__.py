"""Synthetic federations of any size, recombined from a real extract: what `make bench-scale` runs on."""

from benchmarks.federation.generate import Federation
from benchmarks.federation.source import Source, read_source

__all__ = ["Federation", "Source", "read_source"]
