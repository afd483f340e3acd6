"""The snapshot as the rest of matching sees it: columns and matrices by name, rows by id."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.errors import UnknownIdError
from matchers.said import Said, in_sentence, labelled
from matchers.snapshot.columns import RowsById, Strings, row_of, unpack_matrix
from matchers.snapshot.compared import greatest_cosines
from matchers.snapshot.derive import KINDS
from matchers.snapshot.enterprises import Enterprises
from matchers.snapshot.manifest import Manifest
from matchers.snapshot.neighbours import Neighbours
from matchers.snapshot.places import Places
from matchers.snapshot.profiles import Profiles
from matchers.snapshot.rough import Rough
from matchers.snapshot.tables import Tables

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Rows = slice | npt.NDArray[np.int32]


HALF_LIFE_YEARS = 4.0
"""After this many years a project counts half."""

COORDINATOR = 2.0
"""The value of a coordinator's participation."""


class Snapshot:
    """Everything that suggestions and searches are computed from, memory-mapped and never changed.

    n organisations, p projects, c capabilities, k clusters; rows are in the order of their ids. `rows` and
    `project_rows` say which organisations and projects these are of all: every one, but for `one_of.OneOf`.
    """

    def __init__(self, manifest: Manifest, tables: Tables, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
        self.manifest = manifest
        self.tables = tables
        self._arrays = arrays
        self._columns: dict[str, Strings] = {}
        self._neighbours: dict[str, Neighbours] = {}
        self.rows: Rows = slice(None)

    @cached_property
    def project_rows(self) -> Rows:
        """Which projects these are of all: every one, but for `one_of.PartOf`."""
        return slice(None)

    @property
    def size(self) -> int:
        """The number of organisations."""
        return len(self.kind)

    @cached_property
    def visible(self) -> npt.NDArray[np.bool_]:
        """Who may be seen (n): everyone, but for a snapshot `behind_walls` or `without_withheld`."""
        return np.ones(self.size, dtype=np.bool_)

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
    def kind(self) -> npt.NDArray[np.uint8]:
        """Kinds (n), as positions in KINDS."""
        return self._arrays["organisation.kind"]

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

    @cached_property
    def project_vectors(self) -> Floats:
        """Project vectors (p, d) of unit length."""
        return self._arrays["project.vector"]

    def profile_cosines(self, vector: Floats) -> Floats:
        """Return the cosines of the profiles (n) with a vector (d)."""
        return np.asarray(self.vectors @ vector, dtype=np.float32)

    def project_cosines(self, vectors: Floats) -> Floats:
        """Return for each project (p) its greatest cosine with any of some vectors (m, d)."""
        return greatest_cosines(self.project_vectors, slice(None), vectors)

    @cached_property
    def profiles(self) -> Profiles:
        """What organisations offer and seek."""
        return Profiles(self._arrays, self.tables.countries, self.tables.profile_terms)

    @cached_property
    def project_year(self) -> Floats:
        """Start years (p) with their fraction; NaN where not known."""
        return self._arrays["project.start_year"]

    @cached_property
    def project_weight(self) -> Floats:
        """What projects count by their age (p), in (0, 1]; one without a date counts as the middle one does."""
        years = self.project_year
        if not len(years) or np.isnan(years).all():
            return np.ones(len(years), dtype=np.float32)
        dated = np.where(np.isnan(years), np.nanmedian(years), years)
        return np.asarray(0.5 ** ((np.nanmax(years) - dated) / HALF_LIFE_YEARS), dtype=np.float32)

    @cached_property
    def project_order(self) -> npt.NDArray[np.int64]:
        """Places of projects (p) in time, the latest first; those without a date come last."""
        return np.argsort(np.lexsort((np.arange(len(self.project_year)), -np.nan_to_num(self.project_year))))

    @cached_property
    def participation(self) -> sparse.csr_array:
        """Who took part in what (n, p): 2 for the coordinator, else 1."""
        return unpack_matrix("participation", self._arrays)

    @cached_property
    def participants(self) -> sparse.csr_array:
        """Who took part in what, by project (p, n), with the same values."""
        return unpack_matrix("participants", self._arrays)

    @cached_property
    def tie_strength(self) -> sparse.csr_array:
        """How strongly two organisations are tied by projects (n, n)."""
        return unpack_matrix("tie_strength", self._arrays)

    @cached_property
    def tie_count(self) -> sparse.csr_array:
        """In how many projects two organisations worked together (n, n)."""
        return unpack_matrix("tie_count", self._arrays)

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
    def capability_evidence(self) -> Strings:
        """The evidence of each value of `capability`, in its order."""
        return Strings.unpack("organisation_capability.evidence", self._arrays)

    @cached_property
    def project_capability(self) -> sparse.csr_array:
        """What each project is about (p, c): strengths in (0, 1]."""
        return unpack_matrix("project_capability", self._arrays)

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
    def project_count(self) -> Floats:
        """The number of projects of each organisation (n)."""
        return np.asarray(np.diff(self.participation.indptr), dtype=np.float32)

    @cached_property
    def weight_of_projects(self) -> Floats:
        """What the projects of each organisation count by their age together (n)."""
        matrix = self.participation
        ones = sparse.csr_array((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)
        return np.asarray(ones @ self.project_weight, dtype=np.float32)

    @cached_property
    def degree(self) -> Floats:
        """The number of partners of each organisation (n)."""
        return np.asarray(np.diff(self.tie_count.indptr), dtype=np.float32)

    @cached_property
    def hub_discount(self) -> Floats:
        """What a common partner is worth (n): 1 / ln(1 + its ties), as Adamic and Adar have it."""
        return np.asarray(1.0 / np.log1p(np.maximum(self.degree, np.e - 1)), dtype=np.float32)

    @cached_property
    def tie_known(self) -> sparse.csr_array:
        """Who worked with whom (n, n): 1 or nothing."""
        matrix = self.tie_count
        ones = np.ones(len(matrix.data), dtype=np.float32)
        return sparse.csr_array((ones, matrix.indices, matrix.indptr), shape=matrix.shape, copy=False)

    @cached_property
    def last_year(self) -> Floats:
        """The start year of each organisation's latest project (n); NaN where there is none with a date."""
        years = np.full(self.size, np.nan, dtype=np.float32)
        busy = np.flatnonzero(self.project_count)
        if len(busy):
            starts = self.participation.indptr[busy]
            years[busy] = np.fmax.reduceat(self.project_year[self.participation.indices], starts)
        return years

    @cached_property
    def newest_year(self) -> float:
        """The start year of the latest project of all; 0 where none has a date."""
        years = self.last_year
        return float(np.nanmax(years)) if len(years) and not np.isnan(years).all() else 0.0

    @cached_property
    def coordinated(self) -> Floats:
        """The number of projects each organisation coordinated (n)."""
        leads = (self.participation.data == COORDINATOR).astype(np.float32)
        total = np.concatenate([[0.0], np.cumsum(leads)])
        indptr = self.participation.indptr
        return np.asarray(total[indptr[1:]] - total[indptr[:-1]], dtype=np.float32)

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
    def capability_at(self) -> dict[str, int]:
        """Columns of capabilities by id."""
        return {row.id: column for column, row in enumerate(self.tables.capabilities)}

    @cached_property
    def cluster_at(self) -> dict[str, int]:
        """Columns of clusters by id."""
        return {row.id: column for column, row in enumerate(self.tables.clusters)}

    def rescaled(self, cosines: Floats) -> Floats:
        """Rescale cosines to [0, 1]: 0 for two organisations at random, 1 for the closest pairs, under this model."""
        low, high = self.manifest.cosine_low, self.manifest.cosine_high
        return np.asarray(np.clip((cosines - low) / (high - low), 0.0, 1.0), dtype=np.float32)

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

    def column(self, name: str) -> Strings:
        """Return a column of strings, such as "organisation.name" or "project.title"."""
        if name not in self._columns:
            self._columns[name] = Strings.unpack(name, self._arrays)
        return self._columns[name]

    def withhold_strings(self, name: str, hidden: npt.NDArray[np.bool_]) -> None:
        """Let a column of strings have None in the hidden rows (n) from now on; for a view, not for what it is of."""
        if hidden.any():
            self._columns = self._columns | {name: self.column(name).without(hidden)}

    def _neighbours_in(self, name: str) -> Neighbours:
        if name not in self._neighbours:
            self._neighbours[name] = Neighbours(name, self._arrays, self._arrays[f"{name}.vector"])
        return self._neighbours[name]

    @property
    def arrays(self) -> Mapping[str, npt.NDArray[Any]]:
        """All arrays by their names."""
        return self._arrays

    def array(self, name: str) -> npt.NDArray[Any]:
        """Return one array by its name."""
        return self._arrays[name]

    def row(self, organisation_id: str) -> int:
        """Return the row of an organisation, or raise UnknownIdError."""
        return self._found("organisation", self.row_by_id, organisation_id)

    def cluster_column(self, cluster_id: str) -> int:
        """Return the column of a cluster, or raise UnknownIdError."""
        return self._found("cluster", self.cluster_at, cluster_id)

    def capability_column(self, capability_id: str) -> int:
        """Return the column of a capability, or raise UnknownIdError."""
        return self._found("capability", self.capability_at, capability_id)

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

    def projects_of(self, row: int) -> npt.NDArray[np.int32]:
        """Return the projects (rows) an organisation took part in."""
        return row_of(self.participation, row)[0]

    def _links(self, targets: Mapping[str, tuple[str, ...]]) -> Floats:
        # Dense, since a vocabulary is small and a sparse matrix costs more to slice than this one to hold.
        at = self.capability_at
        links = np.zeros((len(at), len(at)), dtype=np.float32)
        for source, many in targets.items():
            links[at[source], [at[target] for target in many if target in at]] = 1.0
        return links

    @staticmethod
    def _found(noun: str, positions: Mapping[str, int], value: str) -> int:
        if value not in positions:
            raise UnknownIdError(noun, value)
        return positions[value]
