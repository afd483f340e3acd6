"""What a snapshot is read from: arrays and columns of strings by name, with its manifest and small tables."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matchers.errors import UnknownIdError
from matchers.snapshot.columns import Strings
from matchers.snapshot.manifest import Manifest
from matchers.snapshot.tables import Tables

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Rows = slice | npt.NDArray[np.int32]


class Stored:
    """Arrays and columns by name, memory-mapped; n organisations, whose rows are in the order of their ids."""

    def __init__(self, manifest: Manifest, tables: Tables, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self.manifest = manifest
        self.tables = tables
        self._arrays = arrays
        self._columns: dict[str, Strings] = {}

    @cached_property
    def kind(self) -> npt.NDArray[np.uint8]:
        """Kinds (n), as positions in KINDS."""
        return self._arrays["organisation.kind"]

    @property
    def size(self) -> int:
        """The number of organisations."""
        return len(self.kind)

    @cached_property
    def project_rows(self) -> Rows:
        """Which projects these are of all: every one, but for `one_of.PartOf`."""
        return slice(None)

    @property
    def arrays(self) -> Mapping[str, npt.NDArray[Any]]:
        """All arrays by their names."""
        return self._arrays

    def array(self, name: str) -> npt.NDArray[Any]:
        """Return one array by its name."""
        return self._arrays[name]

    def column(self, name: str) -> Strings:
        """Return a column of strings, such as "organisation.name" or "project.title"."""
        if name not in self._columns:
            self._columns[name] = Strings.unpack(name, self._arrays)
        return self._columns[name]

    def withhold_strings(self, name: str, hidden: npt.NDArray[np.bool_]) -> None:
        """Let a column of strings have None in the hidden rows (n) from now on; for a view, not for what it is of."""
        if hidden.any():
            self._columns = self._columns | {name: self.column(name).without(hidden)}


def found_in(noun: str, positions: Mapping[str, int], value: str) -> int:
    """Return the position of an id, or raise UnknownIdError, which says of what (`noun`) it is the id."""
    if value not in positions:
        raise UnknownIdError(noun, value)
    return positions[value]
