"""A snapshot made from the one before it: only what changed is computed, all else is copied or stays the same file.

What comes out is what `build_snapshot` makes of all rows, byte for byte.
"""

from matchers.snapshot.splicing.splice import splice_snapshot

__all__ = ["splice_snapshot"]
