"""Columns of capabilities: who has which, how rare they are, and how they hang together."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.said import Said, in_sentence, labelled
from matchers.snapshot.columns import Strings, unpack_matrix
from matchers.snapshot.stored import Floats, Stored, found_in


class CapabilityColumns(Stored):
    """What organisations (n) can do, in terms of the vocabulary (c)."""

    @cached_property
    def capability(self) -> sparse.csr_array:
        """Who has which capability (n, c): strengths in (0, 1]."""
        return unpack_matrix("organisation_capability", self._arrays)

    @property
    def strongest(self) -> npt.NDArray[np.int32]:
        """Of each capability (c, few) the organisations to whom it means most; -1 where there are no more."""
        return self._arrays["capability.strongest"]

    @property
    def strongest_share(self) -> Floats:
        """What it means to them (c, few): its weighted strength over the length of all of theirs."""
        return self._arrays["capability.strongest_share"]

    @cached_property
    def capability_evidence(self) -> Strings:
        """The evidence of each value of `capability`, in its order."""
        return Strings.unpack("organisation_capability.evidence", self._arrays)

    @cached_property
    def feeds(self) -> Floats:
        """The value chain (c, c): 1 where the row's capability feeds into the column's."""
        return self._links({row.id: row.feeds for row in self.tables.capabilities})

    @cached_property
    def feeds_into(self) -> list[list[int]]:
        """The value chain by capability (c): into which others each feeds, ascending."""
        return [np.flatnonzero(row).tolist() for row in self.feeds]

    @cached_property
    def fed_by(self) -> list[list[int]]:
        """The value chain backwards (c): which others feed into each, ascending."""
        return [np.flatnonzero(column).tolist() for column in self.feeds.T]

    @cached_property
    def narrower(self) -> Floats:
        """The vocabulary's hierarchy (c, c): 1 where the row's capability is a narrower one of the column's."""
        return self._links({row.id: row.broader for row in self.tables.capabilities})

    @cached_property
    def capability_rarity(self) -> Floats:
        """Inverse document frequencies of capabilities (c): ln(1 + n / organisations that have it)."""
        having = np.bincount(self.capability.indices, minlength=self.capability.shape[1])
        return np.asarray(np.log1p(self.size / np.maximum(having, 1)), dtype=np.float32)

    @cached_property
    def usual_rarity(self) -> float:
        """The mean rarity of all that organisations are known to be capable of; 0 where nothing is known."""
        columns = self.capability.indices
        return float(self.capability_rarity[columns].mean()) if len(columns) else 0.0

    @cached_property
    def capability_length(self) -> Floats:
        """Lengths of the organisations' rarity-weighted capability vectors (n); 1 for those without any."""
        weighted = self.capability.data * self.capability_rarity[self.capability.indices]
        total = np.concatenate([[0.0], np.cumsum(weighted.astype(np.float64) ** 2)])
        indptr = self.capability.indptr
        lengths = np.sqrt(total[indptr[1:]] - total[indptr[:-1]])
        return np.asarray(np.where(lengths > 0, lengths, 1.0), dtype=np.float32)

    @cached_property
    def capability_at(self) -> dict[str, int]:
        """Columns of capabilities by id."""
        return {row.id: column for column, row in enumerate(self.tables.capabilities)}

    def capability_column(self, capability_id: str) -> int:
        """Return the column of a capability, or raise UnknownIdError."""
        return found_in("capability", self.capability_at, capability_id)

    def capability_label(self, column: int) -> Said:
        """Return the label of a capability."""
        return self._capability_labels[column]

    def capability_phrase(self, column: int) -> str:
        """Return the label of a capability as it stands inside a sentence."""
        return self._capability_phrases[column]

    @cached_property
    def _capability_labels(self) -> list[Said]:
        return [labelled(row.labels, row.id) for row in self.tables.capabilities]

    @cached_property
    def _capability_phrases(self) -> list[str]:
        return [in_sentence(self.capability_label(column)) for column in range(len(self.tables.capabilities))]

    def _links(self, targets: Mapping[str, tuple[str, ...]]) -> Floats:
        # Dense, since a vocabulary is small and a sparse matrix costs more to slice than this one to hold.
        at = self.capability_at
        links = np.zeros((len(at), len(at)), dtype=np.float32)
        for source, many in targets.items():
            links[at[source], [at[target] for target in many if target in at]] = 1.0
        return links
