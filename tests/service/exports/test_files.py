"""Tables as files: what is written is read back, and nothing in them is ever a formula."""

import csv
import zipfile
from collections.abc import Sequence
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from service.exports.csv_file import csv_bytes
from service.exports.pdf import Document
from service.exports.table import Cell, Table
from service.exports.xlsx_file import xlsx_bytes

FORMULAS = (
    "=cmd()",
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd()",
    "@SUM(1+1)",
    "\t=cmd()",
    "\r=cmd()",
    "\n=cmd()",
    "\t\r\n =cmd()",
    "\x00=cmd()",
    "\u202e=cmd()",
    "\ufeff=cmd()",
    "\uff1dcmd()",
    "|cmd",
    "%0a=cmd()",
)
NAMES = (
    "Łódzka Spółka Energetyczna",
    "Ενέργεια και Φως",
    "شركة طاقة الرياح",
    "Vind 🌬️ og sol ☀️",
    "👩\u200d🔬 Lab",
    'Quote "here", comma; semicolon',
    "O'Neill",
    "<script>alert(1)</script>",
    "2-Power",
)


def table(*cells: Cell) -> Table:
    return Table("Sheet", "A row is a cell.", ("Name", "Number"), tuple((cell, 1.5) for cell in cells))


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes, sheet: int = 0) -> Sequence[Sequence[object]]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(sheet).to_python()


@pytest.mark.parametrize("evil", FORMULAS)
def test_a_csv_cell_never_begins_as_a_formula_does(evil: str) -> None:
    cell = read_csv(csv_bytes(table(evil)))[1][0]
    assert cell.startswith("'")
    assert not {"\t", "\r", "\n", "\x00"} & set(cell)


@pytest.mark.parametrize("evil", FORMULAS)
def test_an_xlsx_cell_is_text_and_the_workbook_has_no_formula(evil: str) -> None:
    content = xlsx_bytes([table(evil)], [("Cluster", evil)])
    assert isinstance(read_xlsx(content)[1][0], str)
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert len(sheets) == 2
    assert not any("<f" + ">" in sheet for sheet in sheets)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_any_script_are_read_back_as_they_are(name: str) -> None:
    assert read_csv(csv_bytes(table(name)))[1] == [name, "1.5"]
    assert read_xlsx(xlsx_bytes([table(name)], []))[1] == [name, 1.5]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert [row[0] for row in read_csv(csv_bytes(table(-3, 0.25, None)))[1:]] == ["-3", "0.25", ""]
    assert [row[0] for row in read_xlsx(xlsx_bytes([table(-3, 0.25, None)], []))[1:]] == [-3.0, 0.25, ""]


def test_a_workbook_ends_with_what_its_tables_are() -> None:
    about = read_xlsx(xlsx_bytes([table("x")], [("Snapshot", "v1")]), 1)
    assert about == [["What", "Value"], ["Snapshot", "v1"], ["Sheet", "A row is a cell."]]


def test_an_empty_table_still_has_its_head() -> None:
    assert read_csv(csv_bytes(table())) == [["Name", "Number"]]
    assert read_xlsx(xlsx_bytes([table()], [])) == [["Name", "Number"]]


@pytest.mark.parametrize("text", [*FORMULAS, *NAMES, "", "x" * 400])
def test_any_name_can_be_printed(text: str) -> None:
    document = Document(text)
    document.heading(text)
    document.paragraph(text)
    document.rows(("Name", "Number"), [(text, "1")], (60, 30), "LR")
    assert bytes(document.output()).startswith(b"%PDF-")
