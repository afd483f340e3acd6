"""Who may see which field: kept beside the organisation, and changed by nothing but a choice."""

import pytest

from graph_schema.audiences import Audience, audience_fields, audiences
from graph_schema.connection import Graph
from graph_schema.errors import UnknownOrganisationError
from graph_schema.records import FieldAudience, GraphRows, Organisation
from graph_schema.store import graph_version, read_audiences, read_changes, read_rows, write_audiences, write_rows


@pytest.fixture
def filled(graph: Graph) -> Graph:
    write_rows(graph, GraphRows("list", organisations=(Organisation("a", "Alfa"), Organisation("b", "Beta"))))
    return graph


def told(*pairs: tuple[str, Audience]) -> tuple[FieldAudience, ...]:
    return tuple(FieldAudience("a", field, audience) for field, audience in pairs)


def test_every_field_and_audience_is_said_in_three_languages() -> None:
    terms = [*audience_fields().values(), *audiences().values()]
    assert all(set(term.labels) == set(term.says) == {"en", "it", "no"} for term in terms)
    assert list(audiences()) == list(Audience)


def test_a_choice_stays_until_another_one_is_made(filled: Graph) -> None:
    assert read_audiences(filled, "a") == ()
    write_audiences(filled, "a", {"size": Audience.OWN, "website": Audience.PARTNERS})
    write_audiences(filled, "a", {"website": Audience.PUBLIC, "founded": Audience.CLUSTER})
    assert read_audiences(filled, "a") == told(("founded", Audience.CLUSTER), ("size", Audience.OWN))
    assert read_audiences(filled, "b") == ()


def test_the_same_choice_changes_nothing(filled: Graph) -> None:
    first = write_audiences(filled, "a", {"size": Audience.OWN, "founded": Audience.OWN})
    again = write_audiences(filled, "a", {"founded": Audience.OWN, "size": Audience.OWN})
    assert first.is_changed
    assert not again.is_changed
    assert graph_version(filled) == first.version


def test_an_import_leaves_choices_as_they_are(filled: Graph) -> None:
    write_audiences(filled, "a", {"size": Audience.OWN})
    write_rows(filled, GraphRows("list", organisations=(Organisation("a", "Alfa", employees=9, city="Milano"),)))
    assert read_audiences(filled, "a") == told(("size", Audience.OWN))


def test_a_snapshot_that_follows_is_told_of_a_choice(filled: Graph) -> None:
    before = graph_version(filled)
    write_audiences(filled, "a", {"size": Audience.OWN})
    rows = read_changes(filled, before).rows
    assert [row.id for row in rows.organisations] == ["a"]
    assert rows.audiences == told(("size", Audience.OWN)) == read_rows(filled).audiences


def test_nobody_chooses_for_an_organisation_that_is_not_there(filled: Graph) -> None:
    with pytest.raises(UnknownOrganisationError, match="no organisation with the id 'c'"):
        write_audiences(filled, "c", {"size": Audience.OWN})
