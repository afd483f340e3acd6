"""Bytes of a text file to text: UTF-8 with or without BOM, UTF-16 with BOM, CP1252, and a guess for the rest."""

import re
from typing import Final

from charset_normalizer import from_bytes

from matchers.said import said
from service.imports.errors import ImportFileError

_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
"""No table holds these; \\x1a, which old programs put at the end of a file, is cut off before."""


def decode(data: bytes, name: str) -> str:
    """Return the text of a file's bytes, without BOM.

    Raises ImportFileError when the file is empty, binary, cut off within a character, or in no encoding we know.
    """
    if not data.strip():
        raise ImportFileError(
            said("{name} is empty. Choose a file with a header row and at least one row below it.", name=name)
        )
    text = _with_bom(data, name)
    if text is None:
        text = _utf8(data, name)
    if text is None:
        text = _legacy(data, name)
    text = text.rstrip("\x1a")
    if _CONTROL.search(text):
        raise _binary(name)
    return text


_SPOILT_BY: Final = {"√": "mac_roman", "Ã": "cp1252"}
"""What the first byte of most letters with accents in UTF-8 (C3) becomes where they are read as of another encoding."""


def unspoilt(text: str) -> str:
    """Return "K√∂ln" and "KÃ¶ln" as "Köln": read by a wrong table and stored again by a program before us.

    A text that is not wholly what such a program would make of another one stays as it is: "√2 Energia", "SÃO PAULO".
    """
    for sign, encoding in _SPOILT_BY.items():
        if sign in text:
            try:
                return text.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
    return text


def _with_bom(data: bytes, name: str) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _damaged(name, error.start, encoding) from error
    return None


def _utf8(data: bytes, name: str) -> str | None:
    """Decode UTF-8; None if it is another encoding, an error if it is UTF-8 with damage."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise _binary(name) from error
        if _is_mostly_utf8(data, error.start):
            raise _damaged(name, error.start, "utf-8") from error
        return None


def _is_mostly_utf8(data: bytes, first_bad: int) -> bool:
    """Whether there are more characters of several bytes than bytes that fit none: chance alone does not do that."""
    if first_bad >= len(data) - 3 and any(byte > 0x7F for byte in data[:first_bad]):  # noqa: PLR2004 - the end of ASCII
        return True
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - bad
    return good > bad


def _legacy(data: bytes, name: str) -> str:
    """Decode CP1252, as Excel writes in western Europe; where a byte does not exist in it, what fits best."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        best = from_bytes(data).best()
    if best is None:
        raise _binary(name)
    return str(best)


def _binary(name: str) -> ImportFileError:
    return ImportFileError(
        said(
            "{name} is not a table: it has bytes that no text has. Save it as CSV (UTF-8) or as XLSX and try again.",
            name=name,
        )
    )


def _damaged(name: str, position: int, encoding: str) -> ImportFileError:
    return ImportFileError(
        said(
            "{name} is damaged or cut off: byte {position:,} is not {encoding} like the bytes before it. Export or "
            "download it again.",
            name=name,
            position=position,
            encoding=encoding.removesuffix("-sig").upper(),
        )
    )
