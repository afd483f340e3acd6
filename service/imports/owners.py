"""Which organisation of the graph a cell of a list means: by its id, a public number, or its name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from graph_schema.store import Identity
from matchers.names import name_key
from matchers.said import said
from service.imports.duplicates import bare_vat
from service.imports.values import written_in_one

_SHOWN: Final = 3


class Owners:
    """The organisations of the graph, to be found as people write them."""

    def __init__(self, identities: Iterable[Identity], other_ids: Mapping[str, str]) -> None:
        """Take all organisations, and the ids that lists give to some of them."""
        self._by_id = dict(other_ids)
        self._by_number: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for identity in identities:
            self._by_id[identity.id] = identity.id
            for number in _numbers(identity):
                self._by_number[number].add(identity.id)
            self._by_name[name_key(identity.name)].add(identity.id)

    def find(self, words: str) -> str:
        """Return the id of the one organisation meant, or raise ValueError with what to write."""
        if words in self._by_id:
            return self._by_id[words]
        number = written_in_one(words)
        found = self._by_number.get(number) or self._by_name.get(name_key(words)) or set()
        if len(found) == 1:
            return next(iter(found))
        if found:
            ids = ", ".join(sorted(found)[:_SHOWN])
            raise ValueError(
                said(
                    "{count} organisations are called {words!r}: write the id of one ({ids}).",
                    count=len(found),
                    words=words,
                    ids=ids,
                )
            )
        raise ValueError(
            said(
                "{words!r} is not in the graph: write the id, PIC, VAT number or name of one that is, or bring it in "
                "first with `flask import members`.",
                words=words,
            )
        )


def _numbers(identity: Identity) -> set[str]:
    """Return the public numbers of an organisation; that for VAT with its country's letters and without."""
    vat = bare_vat(identity)
    without = vat[2:] if vat[:2].isalpha() else vat
    return {number for number in (identity.pic, identity.vat, vat, without) if number}
