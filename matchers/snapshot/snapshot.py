"""The snapshot as the rest of matching sees it: columns and matrices by name, rows by id."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.snapshot.capability_columns import CapabilityColumns
from matchers.snapshot.columns import RowsById, Strings, unpack_matrix
from matchers.snapshot.derive import KINDS
from matchers.snapshot.enterprises import Enterprises
from matchers.snapshot.manifest import Manifest
from matchers.snapshot.neighbours import Neighbours
from matchers.snapshot.places import Places
from matchers.snapshot.profiles import Profiles
from matchers.snapshot.project_columns import COORDINATOR, ProjectColumns
from matchers.snapshot.rough import Rough
from matchers.snapshot.stored import Floats, Ints, Rows, found_in
from matchers.snapshot.tables import Tables

__all__ = ["COORDINATOR", "Floats", "Ints", "Rows", "Snapshot"]


class Snapshot(ProjectColumns, CapabilityColumns):
    """Everything that suggestions and searches are computed from, memory-mapped and never changed.

    n organisations, p projects, c capabilities, k clusters; rows are in the order of their ids. `rows` and
    `project_rows` say which organisations and projects these are of all: every one, but for `one_of.OneOf`.
    """

    def __init__(self, manifest: Manifest, tables: Tables, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        super().__init__(manifest, tables, arrays)
        self._neighbours: dict[str, Neighbours] = {}
        self.rows: Rows = slice(None)

    @cached_property
    def visible(self) -> npt.NDArray[np.bool_]:
        """Who may be seen (n): everyone, but for a snapshot `behind_walls` or `without_withheld`."""
        return np.ones(self.size, dtype=np.bool_)

    @cached_property
    def nobody(self) -> npt.NDArray[np.bool_]:
        """Nobody marked (n), to be read only: most questions leave nobody out, and need not make this anew."""
        none = np.zeros(self.size, dtype=np.bool_)
        none.flags.writeable = False
        return none

    @cached_property
    def counted(self) -> npt.NDArray[np.bool_]:
        """Who counts in aggregates (n): who may be seen, and those who withhold their name."""
        return self.visible

    @cached_property
    def audience(self) -> npt.NDArray[np.uint8]:
        """For whom each field is (n, fields), as positions in `audiences.FIELDS` and `audiences.AUDIENCES`."""
        return self._arrays["organisation.audience"]

    @cached_property
    def has_withheld(self) -> bool:
        """Whether any organisation withholds anything from anybody."""
        return bool(self.audience.any())

    @cached_property
    def other_place(self) -> npt.NDArray[np.int32]:
        """Whose text is another one (m rows) for those of the standing in `other_standing`."""
        return self._arrays["other_text.organisation"]

    @cached_property
    def other_standing(self) -> npt.NDArray[np.uint8]:
        """For whom it is another one (m), as positions in `audiences.AUDIENCES`."""
        return self._arrays["other_text.standing"]

    @cached_property
    def other_vectors(self) -> Floats:
        """The vectors of these texts (m, d)."""
        return self._arrays["other_text.vector"]

    @cached_property
    def country(self) -> npt.NDArray[np.int16]:
        """Countries (n), as positions in `tables.countries`; -1 where not known."""
        return self._arrays["organisation.country"]

    @cached_property
    def kind_shares(self) -> Floats:
        """Which share of the organisations is of each kind of KINDS."""
        return np.asarray(np.bincount(self.kind, minlength=len(KINDS)) / max(self.size, 1), dtype=np.float32)

    @cached_property
    def coordinates(self) -> Floats:
        """Latitudes and longitudes (n, 2) in degrees, of the city where its own are not known; NaN for neither."""
        return self._arrays["organisation.place"]

    @cached_property
    def places(self) -> Places:
        """Who is around a place."""
        return Places(self.coordinates)

    @cached_property
    def enterprises(self) -> Enterprises:
        """How large and how old they are, whose, and who seeks a successor."""
        return Enterprises.of(self._arrays)

    @cached_property
    def group(self) -> npt.NDArray[np.int32]:
        """Numbers (n) that likely duplicates share, until a person told some of them apart."""
        return self.likely_groups

    @property
    def likely_groups(self) -> npt.NDArray[np.int32]:
        """Numbers (n) that likely duplicates share, whatever anybody decided."""
        return self._arrays["organisation.group"]

    @cached_property
    def vectors(self) -> Floats:
        """Profile vectors (n, d) of unit length."""
        return self._arrays["organisation.vector"]

    def profile_cosines(self, vector: Floats) -> Floats:
        """Return the cosines of the profiles (n) with a vector (d)."""
        return np.asarray(self.vectors @ vector, dtype=np.float32)

    @cached_property
    def profiles(self) -> Profiles:
        """What organisations offer and seek."""
        return Profiles(self._arrays, self.tables.countries, self.tables.profile_terms)

    @cached_property
    def membership(self) -> sparse.csr_array:
        """Who belongs to which cluster (n, k)."""
        return unpack_matrix("membership", self._arrays)

    @cached_property
    def members(self) -> sparse.csr_array:
        """Who belongs to which cluster, by cluster (k, n)."""
        return sparse.csr_array(self.membership.T)

    @cached_property
    def counted_membership(self) -> sparse.csr_array:
        """Who belongs to which cluster (n, k), with those who only count."""
        return self.membership

    @cached_property
    def part_of(self) -> Floats:
        """Which cluster is part of which network (k, networks): 1 or 0."""
        ids = [row.id for row in self.tables.networks]
        parts = [[network in row.networks for network in ids] for row in self.tables.clusters]
        return np.array(parts, dtype=np.float32).reshape(len(self.tables.clusters), len(ids))

    @property
    def row_numbers(self) -> Ints:
        """The rows in the whole snapshot of the organisations here (n)."""
        return np.arange(self.size)

    def row_of_place(self, place: int) -> int:
        """Return the row in the whole snapshot of an organisation by its place here."""
        return place

    def place_of_row(self, row: int) -> int:
        """Return the place here of an organisation by its row in the whole snapshot."""
        return row

    def marked(self, mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Return marks of the organisations here as marks of those of the whole snapshot, others not marked."""
        return mask

    @property
    def has_neighbours(self) -> bool:
        """Whether there are so many organisations that a shortlist is compared instead of all."""
        return "organisation.index" in self._arrays

    @property
    def sees_all(self) -> bool:
        """Whether everyone may be seen."""
        return bool(self.visible.all())

    @property
    def neighbours(self) -> Neighbours:
        """Which profiles are nearest to a vector; only if `has_neighbours`."""
        return self._neighbours_in("organisation")

    @property
    def project_neighbours(self) -> Neighbours:
        """Which projects are nearest to a vector; likewise."""
        return self._neighbours_in("project")

    @property
    def project_nearest(self) -> npt.NDArray[np.int32]:
        """The projects nearest to each (p, few), as far as found beforehand; -1 where there are no more."""
        return self._arrays["project.nearest"]

    @property
    def rough_projects(self) -> Rough:
        """The vectors of projects in bytes; likewise."""
        return Rough("project", self._arrays)

    @cached_property
    def search_tokens(self) -> Strings:
        """The words organisations can be found by, sorted."""
        return self.column("search.token")

    @cached_property
    def search_postings(self) -> sparse.csr_array:
        """What each word finds (words, n), with what the hit is worth."""
        return unpack_matrix("search.posting", self._arrays)

    @cached_property
    def row_by_id(self) -> RowsById:
        """Rows of organisations by id."""
        return RowsById(self.column("organisation.id"))

    @cached_property
    def cluster_at(self) -> dict[str, int]:
        """Columns of clusters by id."""
        return {row.id: column for column, row in enumerate(self.tables.clusters)}

    def rescaled(self, cosines: Floats) -> Floats:
        """Rescale cosines to [0, 1]: 0 for two organisations at random, 1 for the closest pairs, under this model."""
        low, high = self.manifest.cosine_low, self.manifest.cosine_high
        return np.asarray(np.clip((cosines - low) / (high - low), 0.0, 1.0), dtype=np.float32)

    def _neighbours_in(self, name: str) -> Neighbours:
        if name not in self._neighbours:
            self._neighbours[name] = Neighbours(name, self._arrays, self._arrays[f"{name}.vector"])
        return self._neighbours[name]

    def row(self, organisation_id: str) -> int:
        """Return the row of an organisation, or raise UnknownIdError."""
        return found_in("organisation", self.row_by_id, organisation_id)

    def cluster_column(self, cluster_id: str) -> int:
        """Return the column of a cluster, or raise UnknownIdError."""
        return found_in("cluster", self.cluster_at, cluster_id)

    def organisation_id(self, row: int) -> str:
        """Return the id of a row."""
        return self.column("organisation.id").text(row)

    def name(self, row: int) -> str:
        """Return the name of a row's organisation."""
        return self.column("organisation.name").text(row)

    def kind_of(self, row: int) -> str:
        """Return the kind of a row's organisation."""
        return KINDS[self.kind[row]]

    def country_of(self, row: int) -> str | None:
        """Return the country of a row's organisation, if known."""
        number = int(self.country[row])
        return None if number < 0 else self.tables.countries[number]
