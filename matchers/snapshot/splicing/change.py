"""What changed since a snapshot, and where that puts the rows of each kind in the next one."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matchers.corpus import Corpus
from matchers.snapshot.columns import Strings
from matchers.snapshot.snapshot import Snapshot
from matchers.snapshot.splicing.moved import Ints, Moved
from matchers.snapshot.tables import Tables


@dataclass(frozen=True)
class Change:
    """Rows told anew since the snapshot `before`, each with all its ties, in the order of their ids.

    `lost` are the ids of organisations that are gone: none of them is among the rows.
    """

    before: Snapshot
    rows: Corpus
    lost: frozenset[str]

    @classmethod
    def of(cls, before: Snapshot, delta: Corpus, gone: Collection[str] = ()) -> "Change":
        """Return what a delta changes, as `Corpus.changed_by` has it."""
        lost = frozenset(gone) - {row.id for row in delta.organisations}
        return cls(before, Corpus().changed_by(delta, lost).in_order(), lost)

    @cached_property
    def organisations(self) -> Moved:
        """Where organisations are."""
        return Moved.of(self._column("organisation"), [row.id for row in self.rows.organisations], self.lost)

    @cached_property
    def projects(self) -> Moved:
        """Where projects are."""
        return Moved.of(self._column("project"), [row.id for row in self.rows.projects])

    @cached_property
    def profiles(self) -> Moved:
        """Where offers and requests are; those of an organisation that is gone are gone."""
        ids, owners = self._column("profile"), self.before.profiles.owner
        lost = np.flatnonzero(self.organisations.now[owners] < 0).tolist()
        return Moved.of(ids, [row.id for row in self.rows.profiles], [ids.text(row) for row in lost])

    @cached_property
    def clusters(self) -> Moved:
        """Where clusters are."""
        ids = Strings.unpack("id", Strings.pack("id", (row.id for row in self.before.tables.clusters)))
        return Moved.of(ids, [row.id for row in self.rows.clusters])

    @cached_property
    def tables(self) -> Tables:
        """The tables of the next snapshot."""
        tables = self.before.tables
        small = Corpus(clusters=tables.clusters, networks=tables.networks).changed_by(self.rows).in_order()
        countries = {row.country for row in self.rows.organisations if row.country} | self._countries_of_others()
        return Tables(
            countries=tuple(sorted(countries)),
            clusters=small.clusters,
            capabilities=tables.capabilities,
            profile_terms=tables.profile_terms,
            networks=small.networks,
        )

    def row_of(self, organisation_id: str) -> int:
        """Return the row of an organisation in the next snapshot; KeyError where there is none."""
        if organisation_id in self._told_rows:
            return self._told_rows[organisation_id]
        row = int(self.organisations.now[self.before.row_by_id[organisation_id]])
        if row < 0:
            raise KeyError(organisation_id)
        return row

    @cached_property
    def _told_rows(self) -> dict[str, int]:
        ids = (row.id for row in self.rows.organisations)
        return dict(zip(ids, self.organisations.told.tolist(), strict=True))

    def _countries_of_others(self) -> set[str]:
        numbers = self.before.country[self.untold_organisations]
        countries = self.before.tables.countries
        return {countries[number] for number in np.unique(numbers).tolist() if number >= 0}

    @cached_property
    def untold_organisations(self) -> Ints:
        """The rows before of organisations that stay and are not told anew."""
        stays = self.organisations.now >= 0
        former = self.organisations.was[self.organisations.told]
        stays[former[former >= 0]] = False
        return np.flatnonzero(stays)

    def _column(self, kind: str) -> Strings:
        return self.before.column(f"{kind}.id")
