import io

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_schema.records import KindEvidence, OrganisationKind, SizeClass
from service.imports.errors import ImportFileError, ImportRowsError
from service.imports.limits import FileLimits
from service.imports.member_tags import member_tags
from service.imports.members import MemberList, read_members, slug
from service.imports.tagging import vocabulary_tagger

LIMITS = FileLimits(bytes=1_000_000)

ITALIAN = """\
Elenco soci 2026;;;;;;;;;
Città;Ragione sociale;P. IVA;Regione;Tipologia;Sito web;Attività;Competenze;PMI;N. dipendenti
Milano;Rossi Pompe S.r.l.;743110157;Lombardia;PMI;www.rossi.example;Turbine a vapore;Pompe, Unicorni;sì;12
Bergamo;Università degli Studi di Bergamo;;ITC4;;;;;;900
"""
ENGLISH = """\
employees,sme,capabilities,description,website,kind,region,vat number,company name,city,country,fax
12,yes,Pompe|Unicorni,Turbine a vapore,http://www.rossi.example,SME,ITC4,IT00743110157,Rossi Pompe S.r.l.,Milano,IT,1
900,,,,,,ITC4,,Università degli Studi di Bergamo,Bergamo,Italia,2
"""


def members(text: str, country: str | None = "IT") -> MemberList:
    return read_members(text.encode(), "soci.csv", "lombardy-energy", LIMITS, country)


def test_headers_in_any_language_and_order_give_the_same_members() -> None:
    italian, english = members(ITALIAN), members(ENGLISH, None)
    assert [member.organisation for member in italian.members] == [member.organisation for member in english.members]
    assert [member.line for member in italian.members] == [3, 4]
    assert (italian.unused_columns, english.unused_columns) == ((), ("fax",))


def test_a_member_has_what_its_row_says() -> None:
    rossi, bergamo = (member.organisation for member in members(ITALIAN).members)
    assert (rossi.id, rossi.vat) == ("lombardy-energy:vat:IT00743110157", "IT00743110157")
    assert (rossi.kind, rossi.kind_evidence, rossi.is_sme) == (OrganisationKind.FIRM, KindEvidence.STATED, True)
    assert (rossi.city, rossi.region, rossi.country) == ("Milano", "ITC4", "IT")
    assert (rossi.website, rossi.description) == ("http://www.rossi.example", "Turbine a vapore")
    assert bergamo.id == "lombardy-energy:universita-degli-studi-di-bergamo"
    assert (bergamo.kind, bergamo.kind_evidence) == (OrganisationKind.UNIVERSITY, KindEvidence.NAME)
    assert bergamo.is_sme is False


def test_a_workbook_is_read_as_a_csv_is() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["PIC", "Denominazione", "Partita IVA"])
    sheet.write_row(1, 0, [999999001, "Rossi", 743110157])
    book.close()
    (rossi,) = read_members(file.getvalue(), "soci.xlsx", "lombardy-energy", LIMITS).members
    assert rossi.organisation.id == "lombardy-energy:pic:999999001"
    assert (rossi.organisation.pic, rossi.organisation.vat) == ("999999001", "IT00743110157")
    assert (rossi.line, rossi.organisation.country) == (2, "IT")


def test_stated_capabilities_are_certain_and_those_of_a_description_have_their_words_as_evidence() -> None:
    tags = member_tags(members(ITALIAN).members, vocabulary_tagger())
    told = {tag.capability_id: tag for tag in tags.rows}
    assert told["pumps"].strength == 1.0
    assert told["pumps"].evidence == 'stated by the member list: "Pompe"'
    assert told["steam-turbines"].evidence.startswith("own description: ")
    assert told["steam-turbines"].strength < 1.0
    assert tags.unknown == ((3, "Unicorni"),)


FACTS = """\
Ragione sociale;Addetti;Classe dimensionale;Anno di fondazione;Impresa familiare;Passaggio generazionale
Alfa;40;;1978;sì;sì
Beta;10-49;;12/03/1987;no;
Gamma;;Media impresa;;;no
Delta;oltre 250;;;;
Eta;1.200;;;;
Zeta;1 000-2.500;;;;
"""


def test_size_age_and_ownership_are_read_as_lists_write_them() -> None:
    alfa, beta, gamma, delta, eta, zeta = (member.organisation for member in members(FACTS).members)
    assert (alfa.employees, alfa.founded, alfa.family_owned, alfa.seeks_successor) == (40, 1978, True, True)
    assert (beta.employees, beta.size_class, beta.founded) == (None, SizeClass.SMALL, 1987)
    assert (beta.family_owned, beta.seeks_successor) == (False, None)
    assert (gamma.size_class, gamma.founded, gamma.seeks_successor) == (SizeClass.MEDIUM, None, False)
    assert (delta.size_class, delta.is_sme) == (SizeClass.LARGE, False)
    assert (eta.employees, zeta.size_class) == (1_200, SizeClass.LARGE)


WRONG = [
    ("name,founded\nRossi,87\n", 2, "founded", "four digits"),
    ("nome;anno di fondazione\nRossi;2999\n", 2, "anno di fondazione", "none that is to come"),
    ("nome;dipendenti\nRossi;5-100\n", 2, "dipendenti", "a class as in 10-49"),
    ("nome;classe dimensionale\nRossi;enorme\n", 2, "classe dimensionale", "write micro"),
    ("nome;impresa familiare\nRossi;forse\n", 2, "impresa familiare", "true or false"),
    ("nome;addetti;classe dimensionale\nRossi;300;piccola\n", 2, "", "300 employees are not small"),
    ("name,vat\nRossi,00743110158\n", 2, "vat", "no VAT number of IT"),
    ("name,pic\nRossi,123\n", 2, "pic", "nine digits"),
    ("name,lei\nRossi,123\n", 2, "lei", "20 letters and digits"),
    ("name,ror\nRossi,123\n", 2, "ror", "https://ror.org"),
    ("name,kind\nRossi,unicorn\n", 2, "kind", "write one of"),
    ("name,paese\nRossi,Atlantide\n", 2, "paese", "ISO 3166-1"),
    ("name,region\nRossi,Somewhere\n", 2, "region", "NUTS"),
    ("name,sito web\nRossi,javascript:alert(1)\n", 2, "sito web", "https://"),
    ("name,employees\nRossi,many\n", 2, "employees", "digits only"),
    ("name,employees\nRossi,12.5\n", 2, "employees", "digits only"),
    ("name;dipendenti\nRossi;12,5\n", 2, "dipendenti", "digits only"),
    ("name,vat\nRossi,n.d.\n", 2, "vat", "or leave it empty"),
    ("name,sme\nRossi,perhaps\n", 2, "sme", "true or false"),
    ("name,lat,lon\nRossi,45.4,\n", 2, "", "both latitude and longitude"),
    ("name,lat,lon\nRossi,north,9\n", 2, "lat", "45.46"),
    ("ragione sociale,city\n,Milano\n", 2, "ragione sociale", "fill it in"),
    ("name,city\nRossi,Milano\nRossi,Lodi\n", 3, "name", "same organisation as on line 2"),
]


@pytest.mark.parametrize(("text", "line", "column", "advice"), WRONG)
def test_a_wrong_row_is_told_with_line_column_and_what_to_do(text: str, line: int, column: str, advice: str) -> None:
    with pytest.raises(ImportRowsError) as refused:
        members(text)
    (error,) = refused.value.errors
    assert (error.file, error.line, error.column) == ("soci.csv", line, column)
    assert advice in error.problem


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("city,vat\nMilano,1\n", "no column for the names"),
        ("name,ragione sociale\nRossi,Rossi\n", "two columns for name"),
    ],
)
def test_a_list_whose_columns_are_not_clear_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ImportFileError, match=reason):
        members(text)


def test_two_members_with_one_number_stay_two() -> None:
    listed = members("name,vat\nRossi Pompe,00743110157\nRossi Ventilatori,00743110157\n").members
    assert [member.organisation.id for member in listed] == [
        "lombardy-energy:vat:IT00743110157",
        "lombardy-energy:vat:IT00743110157:rossi-ventilatori",
    ]


@pytest.mark.parametrize("cluster_id", ["", "Lombardy", "a b", "-a", "a--b", "`x`", "a'})"])
def test_a_cluster_id_is_a_slug(cluster_id: str) -> None:
    with pytest.raises(ImportFileError, match="id of a cluster"):
        read_members(b"name\nRossi\n", "soci.csv", cluster_id, LIMITS)


@settings(max_examples=50)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=60))
def test_any_name_is_data(name: str) -> None:
    if not name.strip():
        return
    cell = '"' + name.replace('"', '""') + '"'
    (member,) = read_members(f"name;x\n{cell};y\n".encode(), "soci.csv", "c", LIMITS).members
    assert member.organisation.name == " ".join(name.split())
    assert len(member.organisation.id) > len("c:")


def test_a_slug_is_never_empty_nor_long() -> None:
    assert slug("Rossi & Figli S.r.l.") == "rossi-figli-s-r-l"
    assert slug("🙂") != slug("🙃") != ""
    assert len(slug("x " * 500)) < 140
