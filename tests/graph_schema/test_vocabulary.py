"""The vocabulary as it is shipped, and the contradictions that its reader refuses."""

import re

import pytest

from graph_schema.errors import SchemaDefinitionError
from graph_schema.records import Capability
from graph_schema.vocabulary import (
    CODE_SYNTAX,
    LANGUAGES,
    Stage,
    capabilities,
    parse_capabilities,
    parse_stages,
    stages,
)

STAGES = (Stage("use", 1, {"en": "Use", "it": "Utilizzo", "no": "Bruk"}),)
STAGE_HEADER = "id;order;label_en;label_it;label_no"
HEADER = "id;label_en;label_it;label_no;stage;broader;feeds;cpc;euroscivoc;synonyms"
SUN = "sun;Sun;Sole;Sol;use;;;;;"
WIND = "wind;Wind;Vento;Vind;use;;;;;"

WRONG_TABLES = {
    "an unknown heading": (["id;label", "sun;Sun"], "Head capabilities.csv with the columns id;label_en"),
    "an empty file": ([], "Head capabilities.csv"),
    "a cell too few": ([HEADER, SUN.removesuffix(";")], "row 2 does not have 10 cells"),
    "a cell too many": ([HEADER, SUN, WIND + ";"], "row 3 does not have 10 cells"),
    "an id with a space": ([HEADER, SUN.replace("sun;", "the sun;")], "no lower-case slug: 'the sun'"),
    "an id twice": ([HEADER, SUN, WIND.replace("wind;", "sun;")], "the id 'sun' stands twice"),
    "an English label twice": ([HEADER, SUN, WIND.replace("Wind", "sun")], "label_en 'sun' stands twice"),
    "an Italian label twice": ([HEADER, SUN, WIND.replace("Vento", "Sole")], "label_it 'sole' stands twice"),
    "no Norwegian label": ([HEADER, SUN.replace(";Sol;", ";;")], "sun has no label_no"),
    "an unknown stage": ([HEADER, SUN.replace("use", "moon")], "unknown stage 'moon'"),
    "an unknown broader term": ([HEADER, SUN.replace("use;", "use;moon")], "sun has a broader link to unknown moon"),
    "an unknown fed term": ([HEADER, SUN.replace("use;;", "use;;moon")], "sun has a feeds link to unknown moon"),
    "a term that feeds itself": ([HEADER, SUN.replace("use;;", "use;;sun")], "sun has a feeds link to itself"),
    "a term broader than itself": ([HEADER, SUN.replace("use;", "use;sun")], "sun has a broader link to itself"),
    "a link twice": ([HEADER, SUN.replace("use;;", "use;;wind|wind"), WIND], "feeds link of sun 'wind' stands twice"),
    "a circle of broader terms": (
        [HEADER, SUN.replace("use;", "use;wind"), WIND.replace("use;", "use;sun")],
        "broader links run in a circle",
    ),
    "a code of another scheme": ([HEADER, "sun;Sun;Sole;Sol;use;;;7321;;"], "'7321', which is no cpc code"),
    "a path of one step": ([HEADER, "sun;Sun;Sole;Sol;use;;;;/energy;"], "which is no euroscivoc code"),
    "a phrase of two terms": ([HEADER, SUN + "solar|Wind", WIND], "the phrase 'wind' stands twice"),
}

WRONG_STAGES = {
    "an order in words": ([STAGE_HEADER, "use;first;Use;Utilizzo;Bruk"], "whole number"),
    "an order twice": ([STAGE_HEADER, "use;1;Use;Utilizzo;Bruk", "sale;1;Sale;Vendita;Salg"], "order '1' stands twice"),
    "no label": ([STAGE_HEADER, "use;1;Use;;Bruk"], "use has no label_it"),
}


@pytest.mark.parametrize(("lines", "told"), WRONG_TABLES.values(), ids=WRONG_TABLES)
def test_a_table_that_contradicts_itself_is_refused_with_the_place(lines: list[str], told: str) -> None:
    with pytest.raises(SchemaDefinitionError, match=re.escape(told)):
        parse_capabilities(lines, STAGES)


@pytest.mark.parametrize(("lines", "told"), WRONG_STAGES.values(), ids=WRONG_STAGES)
def test_stages_that_contradict_themselves_are_refused(lines: list[str], told: str) -> None:
    with pytest.raises(SchemaDefinitionError, match=re.escape(told)):
        parse_stages(lines)


def test_a_row_becomes_a_term_with_its_lists_taken_apart() -> None:
    row = "sun;Sun;Sole;Sol;use;;wind;H02S;/a/b;solar | solar power"
    assert parse_capabilities([HEADER, WIND, row], STAGES)[0] == Capability(
        id="sun",
        labels={"en": "Sun", "it": "Sole", "no": "Sol"},
        stage="use",
        feeds=("wind",),
        codes={"cpc": "H02S", "euroscivoc": "/a/b"},
        synonyms=("solar", "solar power"),
    )


def test_quotation_marks_are_letters_like_others() -> None:
    assert parse_capabilities([HEADER, SUN.replace("Sun", 'The "Sun')], STAGES)[0].labels["en"] == 'The "Sun'


def test_the_vocabulary_is_large_and_sorted_by_id() -> None:
    ids = [term.id for term in capabilities()]
    assert len(ids) >= 150
    assert ids == sorted(ids)
    assert capabilities() is capabilities()


def test_every_term_and_stage_is_named_in_every_language() -> None:
    labels = [term.labels for term in capabilities()] + [stage.labels for stage in stages()]
    for language in LANGUAGES:
        assert all(named[language].strip() == named[language] != "" for named in labels)


def test_stages_run_from_knowledge_to_end_of_life_and_each_has_terms() -> None:
    assert [stage.order for stage in stages()] == list(range(1, len(stages()) + 1))
    assert (stages()[0].id, stages()[-1].id) == ("knowledge", "end-of-life")
    assert {term.stage for term in capabilities()} == {stage.id for stage in stages()}


def test_every_term_reaches_one_of_few_top_terms() -> None:
    broader = {term.id: term.broader for term in capabilities()}
    tops = {term for term, above in broader.items() if not above}
    assert 10 <= len(tops) <= 15
    for term in broader:
        reached, frontier = set[str](), [term]
        while frontier:
            current = frontier.pop()
            reached.add(current)
            frontier.extend(broader[current])
        assert reached & tops


def test_every_narrower_term_is_a_link_of_a_value_chain() -> None:
    fed = {target for term in capabilities() for target in term.feeds}
    assert [term.id for term in capabilities() if term.broader and not term.feeds and term.id not in fed] == []


def test_every_term_can_be_found_in_texts() -> None:
    assert [term.id for term in capabilities() if not term.synonyms] == []


@pytest.mark.parametrize("scheme", CODE_SYNTAX)
def test_codes_have_the_syntax_of_their_scheme(scheme: str) -> None:
    codes = [term.codes[scheme] for term in capabilities() if scheme in term.codes]
    assert len(codes) >= 20
    assert all(CODE_SYNTAX[scheme].fullmatch(code) for code in codes)


@pytest.mark.parametrize(
    ("upstream", "downstream"),
    [
        ("silicon-solar-cells", "solar-modules"),
        ("wind-turbine-blades", "wind-turbines"),
        ("electrolysers", "hydrogen-storage"),
        ("steam-generators", "steam-turbines"),
        ("biogas", "biomethane"),
        ("battery-recycling", "battery-materials"),
    ],
)
def test_value_chains_of_the_trade_are_in_it(upstream: str, downstream: str) -> None:
    terms = {term.id: term for term in capabilities()}
    assert downstream in (*terms[upstream].feeds, *terms[upstream].broader)
