"""Contact persons in the graph: apart from organisations, with what they agreed to, and erased for good."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from graph_schema.audiences import Audience, ConsentAudience, consents
from graph_schema.connection import Graph
from graph_schema.contact_records import Consent, Person
from graph_schema.errors import UnknownContactError, UnknownOrganisationError
from graph_schema.introduction_records import Introduction, IntroductionState
from graph_schema.records import GraphRows, Organisation
from graph_schema.store import (
    Mentions,
    Refusal,
    confirm_consent,
    end_consent,
    end_question,
    erase_contact,
    graph_version,
    read_audiences,
    read_contact,
    read_contacts,
    read_introduction,
    read_refusal,
    unanswered_contacts,
    write_audiences,
    write_consent,
    write_contact,
    write_introduction,
    write_refusal,
    write_rows,
)

KEY = "0123456789abcdef" * 2
MARIA = Person("Maria Esempio", "Director", "maria@example.org", "+39 02 1234")
NOW = datetime.now(UTC)
DAY = timedelta(days=1)
ASKED = Consent(ConsentAudience.INTRODUCED, "I agree.", "ann", NOW + DAY, id="asked")


@pytest.fixture
def filled(graph: Graph) -> Graph:
    rows = (Organisation("a", "Alfa"), Organisation("b", "Beta"))
    write_rows(graph, GraphRows("list", organisations=rows))
    return graph


def words_in(graph: Graph) -> str:
    """All values of all nodes and ties, as text, but for when somebody wrote last."""
    nodes = graph.read(lambda tx: tx.run("MATCH (n) WHERE NOT n:GraphState RETURN properties(n) AS told").value())
    return repr(nodes + graph.read(lambda tx: tx.run("MATCH ()-[t]->() RETURN properties(t) AS told").value()))


def test_every_consent_says_in_three_languages_what_is_agreed_to() -> None:
    assert list(consents()) == list(ConsentAudience)
    for term in consents().values():
        assert all("{organisation}" in text for text in term.says.values())


def test_a_contact_person_comes_with_what_they_were_asked(filled: Graph) -> None:
    write_contact(filled, "a", KEY, MARIA, ASKED)
    (found,) = read_contacts(filled, "a")
    assert (found.id, found.person) == (KEY, MARIA)
    assert found.asked is not None
    assert (found.asked.text, found.asked.expires, found.asked.by) == ("I agree.", NOW + DAY, "ann")
    assert found.asked.can_be_answered(NOW)
    assert not found.asked.can_be_answered(NOW + DAY)
    assert found.consent is None
    assert read_contact(filled, KEY) == ("a", found)
    assert read_contact(filled, "nobody") is None
    assert read_contacts(filled, "b") == ()


def test_what_was_asked_stands_once_the_person_says_yes_and_only_once(filled: Graph) -> None:
    write_contact(filled, "a", KEY, MARIA, ASKED)
    assert not confirm_consent(filled, "0" * 32, "asked")
    assert confirm_consent(filled, KEY, "asked")
    assert not confirm_consent(filled, KEY, "asked")
    (found,) = read_contacts(filled, "a")
    assert found.consent is not None
    assert found.consent.confirmed is not None
    assert found.asked is None


@pytest.mark.parametrize("number", range(5))
def test_of_four_who_say_yes_at_once_one_does(filled: Graph, number: int) -> None:
    write_contact(filled, "a", KEY, MARIA, replace(ASKED, id=f"asked{number}"))
    with ThreadPoolExecutor(4) as four:
        said = list(four.map(lambda _: confirm_consent(filled, KEY, f"asked{number}"), range(4)))
    assert sorted(said) == [False, False, False, True]


@pytest.mark.parametrize("_number", range(5))
def test_nothing_stays_of_who_is_erased_while_they_are_asked_again(filled: Graph, _number: int) -> None:
    def ask() -> None:
        with suppress(UnknownContactError):
            write_consent(filled, "a", KEY, replace(ASKED, id=""))

    write_contact(filled, "a", KEY, MARIA, ASKED)
    with ThreadPoolExecutor(4) as four:
        tasks = (ask, partial(erase_contact, filled, "a", KEY), ask)
        asked = [four.submit(task) for task in tasks]
    for one in asked:
        one.result()
    assert "Consent" not in filled.read(lambda tx: tx.run("MATCH (n) UNWIND labels(n) AS label RETURN label").value())


def test_nobody_says_yes_when_the_time_is_over_or_something_else_is_asked(filled: Graph) -> None:
    write_contact(filled, "a", KEY, MARIA, replace(ASKED, expires=NOW - DAY))
    assert not confirm_consent(filled, KEY, "asked")
    write_consent(filled, "a", KEY, replace(ASKED, id="again"))
    write_consent(filled, "a", KEY, replace(ASKED, id="third"))
    assert not confirm_consent(filled, KEY, "again")
    assert confirm_consent(filled, KEY, "third")


def test_what_stands_is_replaced_only_when_the_person_agrees_to_something_else(filled: Graph) -> None:
    write_contact(filled, "a", KEY, MARIA, ASKED)
    confirm_consent(filled, KEY, "asked")
    wider = Consent(ConsentAudience.PUBLIC, "I agree to more.", "bo", NOW + DAY, id="wider")
    write_consent(filled, "a", KEY, wider)
    (found,) = read_contacts(filled, "a")
    assert (found.consent and found.consent.id, found.asked and found.asked.id) == ("asked", "wider")
    end_question(filled, "a", KEY)
    write_consent(filled, "a", KEY, replace(wider, id="again"))
    confirm_consent(filled, KEY, "again")
    (found,) = read_contacts(filled, "a")
    stands = [(one.id, one.confirmed is None, one.ended is None) for one in found.consents]
    assert stands == [("asked", False, False), ("wider", True, False), ("again", False, True)]
    assert end_consent(filled, "a", KEY)
    assert not end_consent(filled, "a", KEY)
    (found,) = read_contacts(filled, "a")
    assert found.consent is None


def test_who_never_agreed_and_cannot_any_more_is_told(filled: Graph) -> None:
    def keep(number: int, *, agrees: bool = False, expires: datetime | None = NOW + DAY) -> str:
        asked = Consent(ConsentAudience.PUBLIC, "I agree.", "ann", NOW + DAY, id=f"c{number}")
        write_contact(filled, "a", f"{number}" * 32, MARIA, asked)
        if agrees:
            confirm_consent(filled, f"{number}" * 32, f"c{number}")
        told = {"id": f"c{number}", "expires": expires}
        filled.write(lambda tx: tx.run("MATCH (n:Consent {id: $id}) SET n.expires = $expires", told).consume())
        return f"{number}" * 32

    late = keep(1, expires=NOW - DAY)
    keep(2)
    keep(3, agrees=True, expires=NOW - DAY)
    keep(4, expires=None)  # from before persons were asked themselves
    assert unanswered_contacts(filled, NOW) == (("a", late),)
    write_consent(filled, "a", late, replace(ASKED, id="again"))
    with pytest.raises(UnknownContactError):  # asked again since they were looked for
        erase_contact(filled, "a", late, unanswered_at=NOW)
    erase_contact(filled, "a", late, unanswered_at=NOW + 2 * DAY)
    assert late not in {one.id for one in read_contacts(filled, "a")}


def test_what_is_told_of_someone_can_be_put_right(filled: Graph) -> None:
    write_contact(filled, "a", KEY, MARIA, ASKED)
    write_contact(filled, "a", KEY, Person("Maria Nuova"))
    (found,) = read_contacts(filled, "a")
    assert found.person == Person("Maria Nuova")
    assert found.asked is not None


def test_who_is_erased_leaves_nothing_in_the_graph(filled: Graph) -> None:
    before, version = words_in(filled), graph_version(filled)
    write_contact(filled, "a", KEY, MARIA, ASKED)
    assert "maria@example.org" in words_in(filled)
    erase_contact(filled, "a", KEY)
    assert words_in(filled) == before
    assert graph_version(filled) == version  # no snapshot has anything to do with it


@pytest.mark.parametrize("organisation", ["b", "nobody"])
def test_nobody_touches_another_organisations_contact_person(filled: Graph, organisation: str) -> None:
    write_contact(filled, "a", KEY, MARIA, ASKED)
    for consent in (None, ASKED):
        with pytest.raises((UnknownContactError, UnknownOrganisationError)):
            write_contact(filled, organisation, KEY, Person("Other"), consent)
    for act in (end_consent, erase_contact):
        with pytest.raises(UnknownContactError):
            act(filled, organisation, KEY)
    with pytest.raises(UnknownContactError):
        write_consent(filled, organisation, KEY, ASKED)
    assert [one.person for one in read_contacts(filled, "a")] == [MARIA]


def test_nobody_is_kept_without_consent(filled: Graph) -> None:
    with pytest.raises(UnknownContactError):
        write_contact(filled, "a", KEY, MARIA)
    assert read_contacts(filled, "a") == ()


def test_who_is_erased_goes_from_what_was_said_and_it_is_told_where_else_they_stand(filled: Graph) -> None:
    pair = Introduction("a", "b", "common_lab", IntroductionState.SHORTLISTED, words="Call MARIA Esempio.", by="Bo")
    write_introduction(filled, pair)
    write_rows(filled, GraphRows("list", organisations=(Organisation("a", "Alfa", description="maria ESEMPIO leads"),)))
    write_contact(filled, "a", KEY, MARIA, ASKED)
    found = erase_contact(filled, "a", KEY, ["Maria Esempio", "maria@example.org"])
    assert found == Mentions(in_description=True, in_profiles=0)
    now, steps = read_introduction(filled, pair)
    assert [now.words, now.by, *(step.words for step in steps)] == ["Call [erased].", "Bo", "Call [erased]."]


def test_a_short_name_is_found_only_where_it_stands_alone(filled: Graph) -> None:
    pair = Introduction("a", "b", "common_lab", IntroductionState.SHORTLISTED, words="Ida has valid ideas.", by="Guida")
    write_introduction(filled, pair)
    write_rows(filled, GraphRows("list", organisations=(Organisation("a", "Alfa", description="Validation"),)))
    write_contact(filled, "a", KEY, Person("Ida"), ASKED)
    assert erase_contact(filled, "a", KEY, ["Ida"]) == Mentions(in_description=False, in_profiles=0)
    now, _ = read_introduction(filled, pair)
    assert (now.words, now.by) == ("[erased] has valid ideas.", "Guida")


def test_an_organisation_that_is_not_there_has_no_contact_person(filled: Graph) -> None:
    with pytest.raises(UnknownOrganisationError):
        write_contact(filled, "nobody", KEY, MARIA, ASKED)


def test_contact_persons_and_choices_go_with_an_organisation_that_is_found_to_be_another(filled: Graph) -> None:
    write_contact(filled, "b", KEY, MARIA, ASKED)
    write_refusal(filled, Refusal("r", "b", datetime.now(UTC) + timedelta(days=1)), "k")
    write_audiences(filled, "b", {"size": Audience.OWN, "founded": Audience.OWN})
    write_audiences(filled, "a", {"size": Audience.PARTNERS})
    write_rows(filled, GraphRows("list"), same_as={"b": "a"})
    assert [one.person for one in read_contacts(filled, "a")] == [MARIA]
    assert read_refusal(filled, "a", "k") is not None
    assert read_refusal(filled, "b", "k") is None
    told = {row.field: row.audience for row in read_audiences(filled, "a")}
    assert told == {"size": Audience.PARTNERS, "founded": Audience.OWN}
