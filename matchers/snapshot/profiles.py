"""Offers and requests as they stand beside the organisations of a snapshot, read by name."""

import copy
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse

from matchers.corpus import ProfileRow, ProfileTermRow
from matchers.errors import UnknownIdError
from matchers.said import labelled
from matchers.snapshot.columns import Strings, unpack_matrix
from matchers.snapshot.derive import KINDS
from matchers.snapshot.profile_columns import DAYS, LISTS, TEXTS, profile_columns

AGREEMENT, ROLE = "agreement", "role"

_APPENDED = (
    "owner",
    "direction",
    "subject",
    "level",
    "vectors",
    "days",
    "agreements",
    "families",
    "wished_kinds",
    "wished_countries",
    "visible",
)
"""What `Profiles` holds of each of them, beside capabilities and texts."""

Masks = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]


class _Followed:
    """A column of texts and another one behind it."""

    def __init__(self, first: "Strings | _Followed", second: "Strings | _Followed") -> None:
        self._first, self._second = first, second

    def __len__(self) -> int:
        return len(self._first) + len(self._second)

    def __iter__(self) -> Iterator[str | None]:
        yield from self._first
        yield from self._second

    def text(self, row: int) -> str:
        """Return the text of a row."""
        return self._first.text(row) if row < len(self._first) else self._second.text(row - len(self._first))


class Profiles:
    """The profiles of a snapshot (q), in the order of their ids; `countries` (k) and `terms` are the snapshot's."""

    def __init__(
        self, arrays: Mapping[str, npt.NDArray[Any]], countries: Sequence[str], terms: Sequence[ProfileTermRow]
    ) -> None:
        self._arrays = arrays
        self._countries = countries
        self.terms = {(term.list, term.id): term for term in terms}
        self.owner: npt.NDArray[np.int32] = arrays["profile.owner"]
        self.direction: npt.NDArray[np.uint8] = arrays["profile.direction"]
        self.subject: npt.NDArray[np.uint8] = arrays["profile.subject"]
        self.level: npt.NDArray[np.int8] = arrays["profile.level"]
        self.vectors: npt.NDArray[np.float32] = arrays["profile.vector"]
        self.days: npt.NDArray[np.int32] = arrays["profile.day"]
        self.columns: dict[str, Strings | _Followed] = {
            name: Strings.unpack(f"profile.{name}", arrays) for name in (*TEXTS, *LISTS)
        }

    def __len__(self) -> int:
        return len(self.owner)

    def _copied(self) -> "Profiles":
        view = copy.copy(self)
        view.__dict__.pop("_posting", None)
        return view

    @cached_property
    def _posting(self) -> dict[tuple[int, date], npt.NDArray[np.int32]]:
        """What was asked of `posting`; a copy that has other profiles asks anew."""
        return {}

    @cached_property
    def visible(self) -> Masks:
        """Which may be seen (q): all, but for those `of_owners`."""
        return np.ones(len(self), dtype=np.bool_)

    def of_owners(self, seen: Masks) -> "Profiles":
        """Return the profiles as one sees them who sees these organisations (n): those of all others are not there."""
        view = self._copied()
        view.visible = seen[self.owner]
        view.row_by_id = {key: row for key, row in self.row_by_id.items() if view.visible[row]}
        return view

    def and_answer(self, row: int, owner: int, day: date) -> "Profiles":
        """Return the profiles and one more at the end, which another organisation posts on a day to answer one of them.

        It goes the other way and is like it in words, capabilities, readiness and agreements; of its partner it wishes
        for nothing. It can be scored, not looked at: it has no id and no text.
        """
        view = self._copied()
        view.owner = np.append(self.owner, np.int32(owner))
        view.direction = np.append(self.direction, np.uint8(1 - self.direction[row]))
        view.subject = np.append(self.subject, self.subject[row])
        for name in ("level", "vectors", "agreements", "families"):
            setattr(view, name, np.concatenate([getattr(self, name), getattr(self, name)[[row]]]))
        for name in ("wished_kinds", "wished_countries"):
            wished = getattr(self, name)
            setattr(view, name, np.concatenate([wished, np.zeros_like(wished[:1])]))
        view.capability = sparse.csr_array(sparse.vstack([self.capability, self.capability[[row]]]))
        view.visible = np.append(self.visible, np.True_)
        view.days = np.concatenate([self.days, np.array([[day.toordinal(), 0, 0]], dtype=np.int32)])
        return view

    def and_post(self, row: ProfileRow, owner: int, vector: Floats, capabilities: Floats) -> "Profiles":
        """Return the profiles and one more at the end, in the place of one that has its id already.

        `owner` is an organisation's row; `vector` (d) and `capabilities` (c) are what a snapshot would hold of it. It
        can be scored and told, and is found by its id, but not by its words.
        """
        arrays = profile_columns([row]) | {
            "profile.owner": np.array([owner], dtype=np.int32),
            "profile.vector": np.asarray(vector, dtype=np.float32)[None, :],
        }
        one, view = Profiles(arrays, self._countries, [*self.terms.values()]), self._copied()
        for name in _APPENDED:
            setattr(view, name, np.concatenate([getattr(self, name), getattr(one, name)]))
        view.capability = sparse.csr_array(sparse.vstack([self.capability, sparse.csr_array(capabilities[None, :])]))
        if (former := self.row_by_id.get(row.id)) is not None:
            view.visible[former] = False
        view.row_by_id = self.row_by_id | {row.id: len(self)}
        view.columns = {name: _Followed(column, one.columns[name]) for name, column in self.columns.items()}
        return view

    @cached_property
    def row_by_id(self) -> dict[str, int]:
        """Rows by id."""
        return {value or "": row for row, value in enumerate(self.columns["id"])}

    @cached_property
    def capability(self) -> sparse.csr_array:
        """What each is about (q, c): strengths in (0, 1]."""
        return unpack_matrix("profile_capability", self._arrays)

    @cached_property
    def evidence(self) -> Strings:
        """The evidence of each value of `capability`, in its order."""
        return Strings.unpack("profile_capability.evidence", self._arrays)

    @cached_property
    def search_tokens(self) -> list[str]:
        """The words they can be found by, sorted."""
        return [token or "" for token in Strings.unpack("profile_search.token", self._arrays)]

    @cached_property
    def search_postings(self) -> sparse.csr_array:
        """What each word finds (words, q), with what the hit is worth."""
        return unpack_matrix("profile_search.posting", self._arrays)

    @cached_property
    def wished_kinds(self) -> Masks:
        """Which kinds of partner each wishes for (q, kinds)."""
        return self._marked("partner_kinds", {kind: number for number, kind in enumerate(KINDS)}, len(KINDS))

    @cached_property
    def wished_countries(self) -> Masks:
        """Which countries each wishes for (q, k + 2): the last but one for those where nobody is, the last for none."""
        count = len(self._countries)
        return self._marked(
            "countries", {code: number for number, code in enumerate(self._countries)}, count + 2, count
        )

    @cached_property
    def agreements(self) -> Masks:
        """Which agreements each seeks (q, agreements)."""
        numbers = {term: number for number, (of, term) in enumerate(self.terms) if of == AGREEMENT}
        return self._marked("agreements", numbers, len(self.terms) + 1, len(self.terms))

    @cached_property
    def families(self) -> Masks:
        """Which families of agreements each seeks (q, families)."""
        names = sorted({term.family for term in self.terms.values()})
        numbers = {key: names.index(term.family) for (of, key), term in self.terms.items() if of == AGREEMENT}
        return self._marked("agreements", numbers, len(names) + 1, len(names))

    def label(self, of: str, term: str) -> str:
        """Return the label of a term of a list (agreement or role)."""
        return labelled(self.terms[of, term].labels) if (of, term) in self.terms else term

    def row(self, profile_id: str) -> int:
        """Return the row of a profile, or raise UnknownIdError."""
        if profile_id not in self.row_by_id:
            raise UnknownIdError("profile", profile_id)
        return self.row_by_id[profile_id]

    def text(self, column: str, row: int) -> str:
        """Return the id, title or text of a row."""
        return self.columns[column].text(row)

    def listed(self, column: str, row: int) -> tuple[str, ...]:
        """Return the roles, agreements, partner_kinds or countries of a row."""
        return tuple(filter(None, self.columns[column].text(row).split("|")))

    def levels(self, row: int) -> tuple[int | None, int | None]:
        """Return the lowest and highest technology readiness level of a row, as far as told."""
        low, high = self.level[row].tolist()
        return low or None, high or None

    def day(self, column: str, row: int) -> date | None:
        """Return the day of publication ("published"), expiry ("expires") or withdrawal ("withdrawn") of a row."""
        ordinal = int(self.days[row, DAYS.index(column)])
        return date.fromordinal(ordinal) if ordinal else None

    def _marked(self, column: str, numbers: Mapping[str, int], width: int, other: int = 0) -> Masks:
        marks = np.zeros((len(self), width), dtype=np.bool_)
        for row in range(len(self)):
            marks[row, [numbers.get(value, other) for value in self.listed(column, row)]] = True
        return marks

    def open_on(self, day: date) -> Masks:
        """Return which profiles (q) that may be seen stand on a day."""
        published, expires, withdrawn = self.days.T
        today = day.toordinal()
        stands: Masks = (published <= today) & ((expires == 0) | (expires >= today)) & (withdrawn == 0)
        return stands & self.visible

    def posting(self, direction: int, day: date) -> npt.NDArray[np.int32]:
        """Return who (rows of organisations, ascending) has a profile of a direction that stands on a day."""
        if (direction, day) not in self._posting:
            self._posting[direction, day] = np.unique(self.owner[self.open_on(day) & (self.direction == direction)])
        return self._posting[direction, day]
