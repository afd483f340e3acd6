import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from service.imports.errors import ImportFileError, ImportRowsError, ImportTooLargeError
from service.imports.limits import FileLimits
from service.imports.tables import Table, read_table, read_table_file

LIMITS = FileLimits(bytes=100_000)
CITY = "name;città;note\nÈnergia;Forlì;100 €\n"


def table(data: bytes, limits: FileLimits = LIMITS) -> Table:
    return read_table(data, "list.csv", limits)


def workbook(*rows: list[object], top: int = 0, stray: tuple[int, int] | None = None) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("Soci")
    if stray:
        sheet.write(*stray, "stray")
    for index, row in enumerate(rows):
        sheet.write_row(top + index, 0, row)
    book.close()
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends_are_found_out(encoding: str, separator: str, line_end: str) -> None:
    text = CITY.replace(";", separator).replace("\n", line_end)
    read = table(text.encode(encoding))
    assert read.columns == ("name", "città", "note")
    assert read.rows == ((2, ["Ènergia", "Forlì", "100 €"]),)


def test_a_quoted_cell_may_hold_separators_quotes_and_line_ends() -> None:
    read = table(b'name;text\n"Rossi; Figli";"a ""b""\nc, d, e"\n\nVerdi;x\n')
    assert read.rows == ((2, ["Rossi; Figli", 'a "b"\nc, d, e']), (5, ["Verdi", "x"]))


def test_what_nobody_sees_is_not_read() -> None:
    read = table("nome\n\u202eRossi\u202c \u200bS\u00adpA\n\ufeff\u2060\nVer\u200dდი\n".encode())
    assert read.rows == ((2, ["Rossi SpA"]), (4, ["Ver\u200dდი"]))


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("Le√ßa do Balio", "Leça do Balio"),
        ("NORRK√ñPING", "NORRKÖPING"),
        ("K√∏benhavn K", "København K"),
        ("SocietÃ\xa0 Elettrica", "Società Elettrica"),
        ("MÃ¼nchen Nord", "München Nord"),
        *(
            (name, name)
            for name in ("√2 Energia", "Ångström", "VÝZKUM", "Škoda Plzeň", "SÃO PAULO", "Ørsted 10 ÷ 20 €")
        ),
    ],
)
def test_letters_that_another_program_spoilt_are_put_right_and_others_stay(stored: str, written: str) -> None:
    assert table(f"name;town\n{stored};x\n".encode()).rows == ((2, [written, "x"]),)


def test_commas_within_texts_do_not_make_a_comma_the_separator() -> None:
    read = table(b'"id";"text"\n"1";"a, b, c, d"\n"2";"e, f, g, h"\n')
    assert read.columns == ("id", "text")


def test_excels_line_that_names_the_separator_is_not_the_header() -> None:
    read = table(b"sep=,\nname,city\nRossi,Milano\n")
    assert (read.columns, read.rows) == (("name", "city"), ((3, ["Rossi", "Milano"]),))


def test_the_header_can_stand_below_a_title() -> None:
    data = "Elenco soci 2026;;\n\nnome;città;cap\nRossi;Milano;20100\n".encode()
    read = read_table(data, "list.csv", LIMITS, is_header=lambda cells: "nome" in cells)
    assert (read.columns, read.rows) == (("nome", "città", "cap"), ((4, ["Rossi", "Milano", "20100"]),))


def test_a_workbook_is_read_as_text_with_excels_row_numbers() -> None:
    read = table(workbook(["name", "vat", "sme"], ["Rossi", 1234567890, True], top=2))
    assert (read.columns, read.rows) == (("name", "vat", "sme"), ((4, ["Rossi", "1234567890", "true"]),))


REFUSED = {
    "empty": (b"", "is empty"),
    "only blanks": (b" \n\n ", "is empty"),
    "only a header": (b"name;city\n", "no rows below its header"),
    "binary": (bytes(range(256)) * 8, "not a table"),
    "an image": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00" * 9, "not a table"),
    "zero bytes in text": (b"name;city\nRos\x00si;Milano\n", "not a table"),
    "a quote left open": (b'name;city\nRossi;Milano\n"Verdi;Roma\n', "from line 3"),
    "a long text after a quote left open": (b'name;city\n"Verdi;' + b"Roma\n" * 19_000, "from line 2"),
    "cut off within a character": ("name;city\nForlì;x\nForlì".encode()[:-1], "cut off"),
    "a broken byte in UTF-8": (
        "name;city\nForlì;Cantù\nForl\xff;Cantù".encode().replace(b"\xc3\xbf", b"\xff"),
        "damaged",
    ),
    "10,000 columns": (";".join(f"c{i}" for i in range(10_000)).encode() + b"\n", "10,000 columns"),
    "half of a workbook": (workbook(["name"], ["Rossi"])[:3000], "half-written"),
    "a workbook with no rows": (workbook(), "no sheet"),
    "10,000 columns in a workbook": (workbook([f"c{i}" for i in range(10_000)], ["x"]), "10,000 columns"),
    "an old workbook cut off": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "half-written"),
    "a zip archive of something else": (b"PK\x03\x04" + b"x" * 500, "half-written"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_table_is_refused_with_the_reason(case: str) -> None:
    data, reason = REFUSED[case]
    with pytest.raises(ImportFileError, match=reason) as refused:
        table(data)
    assert str(refused.value).startswith("list.csv")


@pytest.fixture
def usual_cells() -> Iterator[None]:
    """What Python lets a cell have of itself: a library may have changed it for the whole process."""
    before = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("usual_cells")
def test_a_text_longer_than_a_cell_may_be_is_not_taken_for_an_open_quote_alone() -> None:
    with pytest.raises(ImportFileError, match=r"from line 2 on: .* a text is longer than 131,072 characters"):
        table(b"name;city\n" + b"x" * 140_000 + b";Roma\n", FileLimits(bytes=200_000))


def test_an_archive_that_unpacks_to_far_more_is_refused_unread() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/workbook.xml", "w") as entry:
        for _ in range(201):
            entry.write(bytes(1_000_000))
    with pytest.raises(ImportFileError, match="unpacks to 201,000,000 bytes"):
        read_table(file.getvalue(), "bomb.xlsx", FileLimits(bytes=1_000_000))


def open_document(rows: str) -> bytes:
    """Return an ODS file with these rows, in the words of its XML less the prefixes."""
    file = io.BytesIO()
    for word in ("table-row", "table-cell", "number-rows-repeated", "number-columns-repeated"):
        rows = rows.replace(word, f"table:{word}")
    text = rows.replace("value-type", "office:value-type").replace("<p>", "<text:p>").replace("</p>", "</text:p>")
    names = "".join(
        f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet><table:table table:name='S'>{text}"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


CELL = 'value-type="string"><p>{}</p></table-cell>'
ROW = f'<table-row><table-cell {CELL}<table-cell number-columns-repeated="16383"/></table-row>'
FILLER = '<table-row number-rows-repeated="1048574"><table-cell number-columns-repeated="16384"/></table-row>'
MANY = f'<table-row number-rows-repeated="900000"><table-cell number-columns-repeated="150" {CELL}</table-row>'


def test_an_open_document_is_read_and_its_filler_is_not() -> None:
    read = table(open_document(ROW.format("name") + ROW.format("Rossi") + FILLER))
    assert (read.columns, read.rows) == (("name",), ((2, ["Rossi"]),))


@pytest.mark.parametrize("stray", [(1_048_575, 16_383), (1_048_575, 1), (60_000, 150), (3, 16_383)])
def test_a_stray_cell_far_away_is_told_and_does_not_end_the_process(stray: tuple[int, int]) -> None:
    with pytest.raises(ImportFileError, match=r"16,384 columns|1,000,000 rows|row 60,001 and column 151"):
        table(workbook(["name"], ["Rossi"], stray=stray))


def test_a_cell_that_stands_for_millions_is_refused() -> None:
    with pytest.raises(ImportFileError, match="row 900,001 and column 150"):
        table(open_document(ROW.format("name") + MANY))


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(ImportTooLargeError, match="50,000,000 bytes"):
        read_table_file(path, LIMITS)


def test_rows_over_the_limit_are_refused() -> None:
    with pytest.raises(ImportFileError, match="more than 10 rows"):
        table(b"name\n" + b"x\n" * 20, FileLimits(bytes=1000, rows=10))


def test_rows_that_do_not_fit_the_header_are_all_named() -> None:
    with pytest.raises(ImportRowsError) as refused:
        table(b"name;city\nRossi;Milano;IT\nVerdi\nBianchi;Roma\n")
    assert [(error.line, error.problem.split(":")[0]) for error in refused.value.errors] == [
        (2, "the row has 3 values, the header 2"),
        (3, "the row has 1 values, the header 2"),
    ]
