"""Bring the catalogs up to date with the code: `make translations`, or `.venv/bin/python -m service.translations`.

New messages are put in without words, and those that the code does not say any more are taken out; what is left to
translate is printed.
"""

import sys
from collections.abc import Sequence
from io import BytesIO
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from service.translations import TRANSLATED, catalog_file
from service.translations.messages import messages

HEADER: Final = """msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
"""What every catalog begins with: nothing that changes where no message does, such as the time."""


def update(code: str) -> Catalog:
    """Write a language's catalog anew, and return it."""
    path = catalog_file(code)
    with path.open("rb") as file:
        catalog = read_po(file, locale=code)
    catalog.update(messages(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    written = BytesIO()
    write_po(written, catalog, width=120, include_lineno=False, sort_by_file=True, omit_header=True)
    path.write_bytes(HEADER.format(code=code).encode() + written.getvalue())
    return catalog


def untranslated(catalog: Catalog) -> list[str]:
    """Return the messages that have no words in a language, or not for every plural form."""
    return [str(message.id) for message in catalog if message.id and not _is_told(message.string)]


def _is_told(string: str | Sequence[str] | None) -> bool:
    return bool(string) if string is None or isinstance(string, str) else all(string)


def main() -> int:
    """Update all catalogs; 1 where words are missing."""
    left = {code: untranslated(update(code)) for code in TRANSLATED}
    for code, missing in left.items():
        for message in missing:
            sys.stdout.write(f"{code}: {message!r} has no words yet.\n")
    return int(any(left.values()))


if __name__ == "__main__":
    sys.exit(main())
