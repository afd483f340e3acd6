import pytest

from graph_schema.records import KindEvidence, OrganisationKind
from service.imports.kinds import kind_from_name

FIRM, UNIVERSITY = OrganisationKind.FIRM, OrganisationKind.UNIVERSITY
RESEARCH, PUBLIC = OrganisationKind.RESEARCH_CENTRE, OrganisationKind.PUBLIC_BODY
ASSOCIATION, OTHER = OrganisationKind.ASSOCIATION, OrganisationKind.OTHER

NAMES = [
    ("Rossi Pompe S.r.l.", FIRM),
    ("STATKRAFT ENERGI AS", FIRM),
    ("A2A S.P.A.", FIRM),
    ("Università degli Studi di Bergamo", UNIVERSITY),
    ("POLITECNICO DI MILANO", UNIVERSITY),
    ("NORGES TEKNISK-NATURVITENSKAPELIGE UNIVERSITET NTNU", UNIVERSITY),
    ("Comune di Milano", PUBLIC),
    ("OSLO KOMMUNE", PUBLIC),
    ("Regione Lombardia", PUBLIC),
    ("SINTEF ENERGI AS", RESEARCH),
    ("CONSIGLIO NAZIONALE DELLE RICERCHE", RESEARCH),
    ("Associazione Industriale Bresciana", ASSOCIATION),
    ("BELLONA EUROPA AISBL", ASSOCIATION),
    ("BELLONA EUROPA a.i.s.b.l.", ASSOCIATION),
    ("Biogas e.V.", ASSOCIATION),
    ("LEGAMBIENTE LOMBARDIA ONLUS", ASSOCIATION),
    ("COMUNEX SRL", FIRM),
    ("GENPORT SRL - SPIN OFF DEL POLITECNICO DI MILANO", FIRM),
]


@pytest.mark.parametrize(("name", "kind"), NAMES)
def test_a_name_tells_the_kind(name: str, kind: OrganisationKind) -> None:
    assert kind_from_name(name) == (kind, KindEvidence.NAME)


@pytest.mark.parametrize("name", ["Bold Thing", "🙂", "x", "شركة"])
def test_a_name_that_tells_nothing_is_unknown(name: str) -> None:
    assert kind_from_name(name) == (OTHER, KindEvidence.UNKNOWN)
