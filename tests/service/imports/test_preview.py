"""What a member list would do is told before anything is done, and is what importing it then does."""

import pytest

from graph_schema import store
from graph_schema.connection import Graph
from graph_schema.records import Cluster, GraphRows
from service.imports.errors import ImportFileError
from service.imports.limits import FileLimits
from service.imports.preview import ChangeKind, FieldChange, MembersPreview, preview_members
from service.imports.ready import MembersRequest
from service.imports.run import UploadedFile, import_members

LIMITS = FileLimits(bytes=100_000)
REQUEST = MembersRequest("lombardy", country="IT")
HEADER = "Ragione sociale;Città;Partita IVA;Attività;Telefono\n"
BEFORE = f"{HEADER}Alfa Srl;Milano;;biogas;02\nBeta SpA;Bergamo;00743110157;;03\n"
AFTER = f"{HEADER}Alfa Srl;Monza;;biogas;02\nBeta SpA;;00743110157;;03\nGamma Srl;Lodi;;;\n"
OTHER = AFTER.replace("biogas", "wind farms").replace("Gamma Srl", "Università di Lodi")


@pytest.fixture
def lombardy(graph: Graph) -> Graph:
    store.sync_vocabulary(graph)
    store.write_rows(graph, GraphRows("test", clusters=(Cluster("lombardy", {"en": "Lombardy"}),)))
    import_members(graph, file(BEFORE), REQUEST)
    return graph


def file(text: str) -> UploadedFile:
    return UploadedFile(text.encode(), "members.csv", LIMITS)


def preview(graph: Graph, text: str) -> MembersPreview:
    return preview_members(graph, file(text), REQUEST)


def test_a_preview_tells_what_is_new_changed_and_as_before_and_writes_nothing(lombardy: Graph) -> None:
    version = store.graph_version(lombardy)
    told = preview(lombardy, AFTER)
    assert store.graph_version(lombardy) == version
    assert [(one.line, one.name, one.kind) for one in told.changes] == [
        (2, "Alfa Srl", ChangeKind.CHANGED),
        (3, "Beta SpA", ChangeKind.UNCHANGED),
        (4, "Gamma Srl", ChangeKind.NEW),
    ]
    assert told.changes[0].fields == (FieldChange("city", "Milano", "Monza"),)


@pytest.mark.parametrize("text", [BEFORE, AFTER, OTHER])
def test_a_preview_counts_what_importing_then_does(lombardy: Graph, text: str) -> None:
    told = preview(lombardy, text).counts
    did = import_members(lombardy, file(text), REQUEST).summary
    assert told[ChangeKind.NEW] == did.counts["organisations"].created
    assert (told[ChangeKind.CHANGED] > 0) == (did.counts["organisations"].changed + did.removed > 0)
    again = preview(lombardy, text).counts
    assert (again[ChangeKind.NEW], again[ChangeKind.CHANGED]) == (0, 0)


def test_a_preview_says_how_columns_were_understood(lombardy: Graph) -> None:
    told = preview(lombardy, AFTER)
    assert {column.header: column.field for column in told.columns} == {
        "Ragione sociale": "name",
        "Città": "city",
        "Partita IVA": "vat",
        "Attività": "description",
        "Telefono": None,
    }
    assert told.first_rows[0] == (2, ("Alfa Srl", "Monza", "", "biogas"))
    assert any("Telefono" in notice for notice in told.notices)


def test_wrong_rows_are_told_with_line_and_column_beside_what_the_others_would_do(lombardy: Graph) -> None:
    told = preview(lombardy, "name;country;sito web\nAlfa Srl;IT;\n;IT;\nDelta;Atlantis;\n")
    assert [(error.line, error.column) for error in told.errors] == [(3, "name"), (4, "country")]
    assert all(error.problem.endswith(".") for error in told.errors)
    assert [one.name for one in told.changes] == ["Alfa Srl"]


def test_of_a_row_that_stands_twice_the_first_is_told_as_what_it_would_do(lombardy: Graph) -> None:
    told = preview(lombardy, "name;city\nDelta;Lodi\nDelta;Pavia\n")
    assert [(error.line, error.column) for error in told.errors] == [(3, "name")]
    assert [(one.line, one.kind) for one in told.changes] == [(2, ChangeKind.NEW)]


def test_rows_that_do_not_fit_the_header_are_told_alone(lombardy: Graph) -> None:
    told = preview(lombardy, "name;city\nAlfa;Milano;02\n")
    assert [error.line for error in told.errors] == [2]
    assert (told.columns, told.changes) == ((), ())


@pytest.mark.parametrize("text", ["", "name;city\n", "city;country\nMilano;IT\n", "%PDF-1.4\n\0\0"])
def test_what_is_no_list_is_refused_as_a_whole(lombardy: Graph, text: str) -> None:
    with pytest.raises(ImportFileError):
        preview(lombardy, text)


def test_likely_duplicates_are_told_and_not_those_of_other_clusters(lombardy: Graph) -> None:
    names = [pair.other.name for pair in preview(lombardy, "name\nBeta S.p.A.\n").duplicates]
    assert names == ["Beta SpA"]
    elsewhere = preview_members(lombardy, file("name\nBeta S.p.A.\n"), REQUEST, within=frozenset({"norway"}))
    assert elsewhere.duplicates == ()
