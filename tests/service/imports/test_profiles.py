"""Lists of offers and requests: read in any order and two languages, refused row by row, imported once."""

from io import BytesIO

import pytest
import xlsxwriter

from graph_schema.connection import Graph
from graph_schema.records import Cluster, GraphRows, Membership, Organisation, OrganisationKind
from graph_schema.store import graph_version, read_rows, sync_vocabulary, withdraw_profile, write_rows
from service.imports.errors import ImportFileError, ImportRowsError
from service.imports.limits import FileLimits
from service.imports.report import ImportReport
from service.imports.run import UploadedFile, import_profiles

LIMITS = FileLimits(bytes=1_000_000)
ENGLISH = (
    "title,type,organisation,text,TRL,agreement sought,role of partner sought,type of partner sought,"
    "countries,expires\n"
    "Heat pumps for milk,Technology offer,999999001,We make heat pumps that heat and cool milk at once.,TRL 7-8,"
    '"Supplier agreement; Commercial agreement with technical assistance",supplier,firm,"Norway, IT",2099-12-31\n'
)
ITALIAN = (
    "Scadenza;Denominazione;Tipo;Ambito;Titolo;Descrizione;Accordo;Colore\n"
    "31/12/2099;Rossi Pompe;richiesta;ricerca;Pompe di calore;Cerchiamo un laboratorio per pompe di calore.;"
    "Accordo di cooperazione in ricerca e sviluppo;blu\n"
)
HEAD = "organisation;direction;subject;title;text;trl;agreement;role;countries;published;expires\n"
RIGHT = "999999001;offer;business;Pumps;We sell pumps to everyone who asks.;;;;;;\n"


@pytest.fixture
def filled(graph: Graph) -> Graph:
    sync_vocabulary(graph)
    organisations = (
        Organisation("999999001", "ROSSI POMPE SRL", OrganisationKind.FIRM, country="IT", vat="IT00743110157"),
        Organisation("x:1", "Twin"),
        Organisation("x:2", "Twin S.p.A."),
    )
    write_rows(graph, GraphRows("test", organisations))
    return graph


def imported(graph: Graph, data: str | bytes, *, dry_run: bool = False) -> ImportReport:
    raw = data.encode() if isinstance(data, str) else data
    return import_profiles(graph, UploadedFile(raw, "needs.csv", LIMITS), dry_run=dry_run)


def test_an_english_list_becomes_profiles_with_tags_from_their_text(filled: Graph) -> None:
    report = imported(filled, ENGLISH)
    assert report.summary.counts["profiles"].created == 1
    there = read_rows(filled)
    profile = there.profiles[0]
    assert profile.id.startswith("heat-pumps-for-milk-")
    assert (profile.direction, profile.subject, profile.trl_min, profile.trl_max) == ("offer", "technology", 7, 8)
    assert profile.agreements == ("supplier", "commercial-technical-assistance")
    assert (profile.roles, profile.partner_kinds, profile.countries) == (("supplier",), ("firm",), ("NO", "IT"))
    tags = {tag.capability_id: tag.evidence for tag in there.profile_tags}
    assert tags["heat-pumps"] == 'title: "Heat pumps"; text: 1 mention of "heat pumps"'


def test_an_italian_list_is_read_and_unused_columns_are_told(filled: Graph) -> None:
    report = imported(filled, ITALIAN)
    profile = read_rows(filled).profiles[0]
    assert (profile.organisation_id, profile.direction, profile.subject) == ("999999001", "request", "research")
    assert profile.agreements == ("research-development",)
    assert report.notices == ("These columns are not used: Colore.",)


@pytest.mark.parametrize("words", ["IT00743110157", "00743110157", "IT 0074 3110157", "ROSSI POMPE"])
def test_an_organisation_is_found_as_people_write_it(filled: Graph, words: str) -> None:
    imported(filled, HEAD + RIGHT.replace("999999001", words, 1))
    assert [row.organisation_id for row in read_rows(filled).profiles] == ["999999001"]


def test_a_spreadsheet_is_read_too(filled: Graph) -> None:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate((HEAD + RIGHT).splitlines()):
            sheet.write_row(number, 0, line.split(";"))
    assert imported(filled, buffer.getvalue()).summary.counts["profiles"].created == 1


def test_what_an_organisation_of_another_cluster_posted_is_not_taken_over(filled: Graph) -> None:
    ours, theirs = Cluster("ours", {"en": "Ours"}), Cluster("theirs", {"en": "Theirs"})
    ties = (Membership("999999001", "ours"), Membership("x:1", "theirs"))
    write_rows(filled, GraphRows("test", clusters=(ours, theirs), memberships=ties))
    row = "shared;{};offer;business;Pumps;We sell heat pumps to everybody in Europe.\n"
    posted = "id;organisation;direction;subject;title;text\n" + row
    imported(filled, posted.format("x:1"))
    mine = UploadedFile(posted.format("999999001").encode(), "needs.csv", LIMITS)
    with pytest.raises(ImportRowsError) as caught:
        import_profiles(filled, mine, frozenset({"ours"}))
    assert [(one.line, one.column) for one in caught.value.errors] == [(2, "id")]
    assert [one.organisation_id for one in read_rows(filled).profiles] == ["x:1"]
    imported(filled, posted.format("999999001"))
    assert import_profiles(filled, mine, frozenset({"ours"})).summary.counts["profiles"].unchanged == 1


def test_a_second_time_changes_nothing_and_a_dry_run_writes_nothing(filled: Graph) -> None:
    before = graph_version(filled)
    assert imported(filled, HEAD + RIGHT, dry_run=True).summary.is_changed
    assert (graph_version(filled), read_rows(filled).profiles) == (before, ())
    imported(filled, HEAD + RIGHT)
    version = graph_version(filled)
    assert not imported(filled, HEAD + RIGHT).summary.is_changed
    assert graph_version(filled) == version


def test_a_row_replaces_the_profile_of_the_same_id(filled: Graph) -> None:
    imported(filled, "id;" + HEAD + "mine-1;" + RIGHT)
    report = imported(filled, "id;" + HEAD + "mine-1;" + RIGHT.replace("Pumps;We", "Better pumps;We"))
    assert report.summary.counts["profiles"].changed == 1
    assert [(row.id, row.title) for row in read_rows(filled).profiles] == [("mine-1", "Better pumps")]


def test_what_was_withdrawn_stays_so_and_is_told(filled: Graph) -> None:
    imported(filled, "id;" + HEAD + "mine-1;" + RIGHT)
    withdraw_profile(filled, "mine-1")
    report = imported(filled, "id;" + HEAD + "mine-1;" + RIGHT)
    assert "stay so" in report.notices[0]
    assert read_rows(filled).profiles[0].withdrawn is not None


def test_expired_ones_are_told(filled: Graph) -> None:
    report = imported(filled, HEAD + RIGHT.replace(";;;;;;", ";;;;;2020-01-01;2020-12-31"))
    assert report.notices == ("These have expired and are matched no more: line 2.",)


GOOD = {"organisation": "999999001", "direction": "offer", "subject": "business", "title": "Pumps"}
GOOD |= {"text": "We sell pumps to everyone who asks."}
WRONG = [
    ({"organisation": "Nobody Inc"}, "organisation", "'Nobody Inc' is not in the graph: write the id, PIC"),
    ({"organisation": "Twin"}, "organisation", "2 organisations are called 'Twin': write the id of one (x:1, x:2)."),
    ({"direction": "maybe"}, "direction", "neither an offer nor a request"),
    ({"subject": "cooking"}, "subject", "no subject of a profile"),
    ({"subject": ""}, "subject", "the subject is not told"),
    ({"title": "x"}, "title", "the title has 1 character;"),
    ({"text": "x"}, "text", "the text has 1 character; at least 20 are needed"),
    ({"text": "x" * 100_000}, "text", "100,000 characters; at most 20,000 are accepted"),
    ({"trl": "12"}, "trl", "'12' is no technology readiness level: write a number from 1 to 9"),
    ({"trl": "6-4"}, "trl", "no technology readiness level"),
    ({"trl": "high"}, "trl", "no technology readiness level"),
    ({"agreement": "handshake"}, "agreement", "'handshake' is no agreement that we know: write one of Commercial"),
    ({"role": "friend"}, "role", "'friend' is no role that we know"),
    ({"countries": "Atlantis"}, "countries", "no country"),
    ({"published": "2026-05-01", "expires": "2026-04-01"}, "", "it expires on 2026-04-01, before it is published"),
    ({"expires": "tomorrow"}, "expires", "no date"),
]


@pytest.mark.parametrize(("cells", "column", "sentence"), WRONG)
def test_a_wrong_value_is_told_with_its_line_and_nothing_is_written(
    filled: Graph, cells: dict[str, str], column: str, sentence: str
) -> None:
    columns = HEAD.strip().split(";")
    row = ";".join((GOOD | cells).get(name, "") for name in columns)
    with pytest.raises(ImportRowsError) as refused:
        imported(filled, f"{HEAD}{RIGHT}{row}\n")
    assert [(error.line, error.column) for error in refused.value.errors] == [(3, column)]
    assert sentence in refused.value.errors[0].problem
    assert read_rows(filled).profiles == ()


@pytest.mark.parametrize(
    "words", ["'}) DETACH DELETE n // is what we say", '=HYPERLINK(""x"") is what we sell', "⚡ طاقة الرياح للجميع"]
)
def test_words_that_look_like_code_are_data(filled: Graph, words: str) -> None:
    imported(filled, f'{HEAD}999999001;offer;business;"{words}";"{words} and more of it";;;;;;\n')
    assert read_rows(filled).profiles[0].title == words.replace('""', '"')
    assert len(read_rows(filled).organisations) == 3


def test_a_profile_that_stands_twice_is_refused(filled: Graph) -> None:
    with pytest.raises(ImportRowsError, match="this is the profile of line 2 again"):
        imported(filled, HEAD + RIGHT + RIGHT)


def test_a_list_without_a_needed_column_says_which(filled: Graph) -> None:
    with pytest.raises(ImportFileError, match="no column for direction, text"):
        imported(filled, "organisation;title\n999999001;Pumps\n")
