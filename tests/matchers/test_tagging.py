"""What is tagged and what is not, how strongly, with which evidence."""

import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.corpus import CapabilityRow
from matchers.tagging import FEWEST, MOST, ProjectTags, Tag, Tagger, organisation_tags


def term(identifier: str, english: str, *synonyms: str, it: str = "", no: str = "") -> CapabilityRow:
    return CapabilityRow(identifier, {"en": english, "it": it, "no": no}, "generation", synonyms=synonyms)


VOCABULARY = (
    term("wind-energy", "Wind energy", "wind power", "wind farm", it="Energia eolica", no="Vindkraft"),
    term("wind-turbines", "Wind turbines", "wind turbine generator", it="Turbine eoliche", no="Vindturbiner"),
    term("offshore-wind", "Offshore wind farms", "offshore wind", "offshore wind turbine", no="Havvindparker"),
    term("heat-pumps", "Heat pumps", it="Pompe di calore", no="Varmepumper"),
    term("pumps", "Pumps", it="Pompe", no="Pumper"),
    term("storage", "Energy storage", it="Accumulo di energia", no="Energilagring"),
    term("thermal-storage", "Thermal energy storage"),
    term("solar-thermal", "Solar thermal"),
    term("biogas", "Biogas", it="Biogas", no="Biogass"),
    term("batteries", "Batteries", it="Batterie", no="Batterier"),
    term("electrolysers", "Electrolysers"),
    term("photovoltaics", "Photovoltaics", "PV", "solar cell"),
    term("lighting", "Efficient lighting", "LED"),
    term("sco2", "Supercritical CO2 cycles", "sCO2"),
    term("renewables", "Renewable energy", "renewables"),
    term("carbon-fibre", "Carbon fibre"),
    term("heat-and-cold", "Heating and cooling"),
)
TAGGER = Tagger(VOCABULARY)

FOUND = [
    ("Wind Turbines for all", {"wind-turbines"}),
    ("A WIND-TURBINE", {"wind-turbines"}),
    ("windturbines", {"wind-turbines"}),
    ("Offshore wind turbines", {"offshore-wind"}),
    ("off-shore wind", {"offshore-wind"}),
    ("an offshore wind farm", {"offshore-wind"}),
    ("bio-gas", {"biogas"}),
    ("Bio gas and battery", {"biogas", "batteries"}),
    ("Electrolyzer", {"electrolysers"}),
    ("carbon fibers", {"carbon-fibre"}),
    ("heating & cooling", {"heat-and-cold"}),
    ("heat pumps, pumps", {"heat-pumps", "pumps"}),
    ("solar thermal energy storage", {"solar-thermal", "thermal-storage"}),
    ("LEDs and PV", {"lighting", "photovoltaics"}),
    ("pv wanted", {"photovoltaics"}),
    ("sCO\u2082 cycles", {"sco2"}),
    ("renewables", {"renewables"}),
    ("pompa di calore", {"heat-pumps"}),
    ("Cerchiamo pompe", {"pumps"}),
    ("varmepumpene", {"heat-pumps"}),
    ("vi kjøper biogass", {"biogas"}),
    ("\U0001f525 wind energy \U0001f525", {"wind-energy"}),
    ("wind\u00adenergy", {"wind-energy"}),
]

NOT_FOUND = [
    "",
    "   ",
    "downwind energyless",
    "a project led by the Pvt Ltd of the wind",
    "Leaving the wind. Turbines turn",
    "wind, turbines",
    "the windows of the turbine",
    "Europe's CO2",
    "renewable raw materials",
    "pompa di calore with the wind",
    "\u0637\u0627\u0642\u0629 \u0627\u0644\u0631\u064a\u0627\u062d",
]


def found(text: str) -> set[str]:
    return {tag.capability for tag in TAGGER.tag(text, None)}


@pytest.mark.parametrize(("text", "capabilities"), FOUND)
def test_terms_are_found_whatever_their_case_hyphens_number_and_spelling(text: str, capabilities: set[str]) -> None:
    assert found(text) == capabilities


@pytest.mark.parametrize("text", NOT_FOUND)
def test_parts_of_words_sentences_and_other_meanings_are_not_terms(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize("title", [None, ""])
@pytest.mark.parametrize("objective", [None, ""])
def test_a_project_without_text_has_no_tags(title: str | None, objective: str | None) -> None:
    assert TAGGER.tag(title, objective) == ()


@pytest.mark.parametrize(
    ("title", "objective", "strength", "evidence"),
    [
        ("Wind farm", None, 0.75, 'title: "Wind farm"'),
        ("Wind farm", "A wind farm.", 0.825, 'title: "Wind farm"; objective: 1 mention of "wind farm"'),
        (None, "A wind farm.", 0.3, 'objective: 1 mention of "wind farm"'),
        (None, "Wind farms, wind farms and wind farms.", 0.657, 'objective: 3 mentions of "Wind farms"'),
        (None, "Wind power, wind farm, wind farm.", 0.657, 'objective: 3 mentions such as "wind farm"'),
        ("WINd \n enERGY", None, 0.75, 'title: "wind energy"'),
    ],
)
def test_strength_grows_with_mentions_and_evidence_says_where_they_are(
    title: str | None, objective: str | None, strength: float, evidence: str
) -> None:
    assert TAGGER.tag(title, objective) == (Tag("wind-energy", strength, evidence),)


def test_the_strongest_tag_comes_first() -> None:
    tags = TAGGER.tag("Heat pumps", "Biogas, biogas and biogas; a battery.")
    assert [tag.capability for tag in tags] == ["heat-pumps", "biogas", "batteries"]


def test_what_is_mentioned_in_passing_is_left_out_where_enough_is_known() -> None:
    objective = "Biogas, biogas. Batteries, batteries. Wind farm, wind farm. Pumps. Electrolysers."
    assert {tag.capability for tag in TAGGER.tag(None, objective)} == {"biogas", "batteries", "wind-energy"}
    assert len(TAGGER.tag(None, "Biogas. Batteries. Wind farm. Pumps. Electrolysers.")) == FEWEST


def test_a_text_that_lists_everything_keeps_the_strongest_tags() -> None:
    assert len(TAGGER.tag("; ".join(row.labels["en"] for row in VOCABULARY), None)) == MOST


def test_a_label_wins_over_another_terms_synonym_and_english_over_other_languages() -> None:
    tagger = Tagger([term("a", "First", "Shared"), term("b", "Shared", "Third"), term("c", "Fourth", it="third")])
    assert [tag.capability for tag in tagger.tag("shared", None)] == ["b"]
    assert [tag.capability for tag in tagger.tag("third", None)] == ["b"]


TOPICS = {"LCE-10": ("batteries", "biogas"), "LCE-11": ("biogas",)}


@pytest.mark.parametrize(
    ("title", "topics", "tags"),
    [
        (None, ["LCE-10"], [("batteries", "LCE-10"), ("biogas", "LCE-10")]),
        (None, ["LCE-11", "LCE-10"], [("biogas", "LCE-11"), ("batteries", "LCE-10")]),
        ("A title that names no term", ["LCE-11"], [("biogas", "LCE-11")]),
        (None, ["EE-99"], []),
        (None, [], []),
    ],
)
def test_a_project_whose_text_tells_nothing_is_about_what_its_call_topics_are_about(
    title: str | None, topics: list[str], tags: list[tuple[str, str]]
) -> None:
    tagger = Tagger(VOCABULARY, TOPICS)
    assert tagger.tag_project(title, None, topics) == tuple(
        Tag(capability, 0.5, f"call topic: {topic}") for capability, topic in tags
    )


def test_a_text_tells_more_than_the_topic_of_a_call() -> None:
    assert Tagger(VOCABULARY, TOPICS).tag_project("Wind farm", None, ["LCE-10"]) == TAGGER.tag("Wind farm", None)


@pytest.mark.parametrize(
    ("acronym", "told"),
    [
        ("ERANet WindFarmPlus", ("wind-farm",)),
        ("WIND-FARM_2020", ("wind-farm",)),
        ("WindFarming", ()),
        ("GreenDiamond", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_an_acronym_is_read_as_words_where_nothing_else_is_told(acronym: str | None, told: tuple[str, ...]) -> None:
    tagger = Tagger([term("wind-farm", "Wind farm")], {"LCE-10": ("geothermal",)})
    tags = tagger.tag_project(None, None, ["LCE-22"], acronym)
    assert tags == tuple(Tag(capability, 0.5, f"acronym: {acronym}") for capability in told)
    assert tagger.tag_project("Something else", None, [], acronym) == ()
    assert [tag.capability for tag in tagger.tag_project(None, None, ["LCE-10"], acronym)] == ["geothermal"]


def test_a_tagger_without_terms_finds_nothing() -> None:
    assert Tagger([]).tag("Wind farm", "Wind farm") == ()


@given(st.text(max_size=400), st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_tagged_or_not_but_never_breaks(title: str, objective: str) -> None:
    for tag in TAGGER.tag(title, objective):
        assert 0 < tag.strength <= 1


@given(st.lists(st.sampled_from([*(row.labels["en"] for row in VOCABULARY), "of", ".", "PV", "wind"]), max_size=40))
@settings(max_examples=80, deadline=None)
def test_strengths_are_above_nought_and_at_most_one_in_falling_order(words: list[str]) -> None:
    strengths = [tag.strength for tag in TAGGER.tag(" ".join(words), " ".join(words * 3))]
    assert all(0 < strength <= 1 for strength in strengths)
    assert strengths == sorted(strengths, reverse=True)


@pytest.mark.parametrize(
    "piece", ["x", "a ", "bio ", "wind turbine ", "\U0001f600 ", "\u0637\u0627\u0642\u0629 ", "\u02bc", "\u0301"]
)
def test_a_hundred_thousand_characters_take_no_more_than_a_moment(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    begun = time.process_time()
    TAGGER.tag(text, text)
    assert time.process_time() - begun < 3


def project(acronym: str, participants: int, *tags: tuple[str, float]) -> ProjectTags:
    return ProjectTags(
        acronym, participants, tuple(Tag(name, strength, f'title: "words of {name}"') for name, strength in tags)
    )


@pytest.mark.parametrize(
    ("projects", "strength", "evidence"),
    [
        ([project("SOLO", 1, ("pumps", 0.75))], 0.75, 'project SOLO ("words of pumps")'),
        ([project("QUARTET", 4, ("pumps", 0.8))], 0.4, 'project QUARTET ("words of pumps")'),
        ([project("UNTOLD", 0, ("pumps", 0.5))], 0.5, 'project UNTOLD ("words of pumps")'),
        (
            [project("BIG", 25, ("pumps", 0.75)), project("SMALL", 1, ("pumps", 0.5))],
            0.575,
            '2 projects, among them SMALL ("words of pumps")',
        ),
        ([ProjectTags("BARE", 1, (Tag("pumps", 1.0, "said so"),))], 1.0, "project BARE"),
    ],
)
def test_large_consortia_say_less_of_a_member_and_projects_add_up(
    projects: list[ProjectTags], strength: float, evidence: str
) -> None:
    assert organisation_tags(projects) == (Tag("pumps", strength, evidence),)


def test_an_organisation_has_its_strongest_tags_and_no_faint_ones_beyond_three() -> None:
    many = project("MANY", 1, *((f"term-{number:02}", 0.3 + number / 100) for number in range(20)))
    assert [tag.capability for tag in organisation_tags([many], most=2)] == ["term-19", "term-18"]
    assert len(organisation_tags([many])) == 15
    crowd = project("CROWD", 100, *((f"term-{number:02}", 0.75) for number in range(20)))
    assert [tag.strength for tag in organisation_tags([crowd])] == [0.075] * FEWEST


def test_an_organisation_without_projects_or_tags_has_none() -> None:
    assert organisation_tags([]) == ()
    assert organisation_tags([ProjectTags("EMPTY", 3, ())]) == ()


PROJECTS = st.builds(
    project,
    st.sampled_from(["ALPHA", "BETA", "GAMMA"]),
    st.integers(0, 200),
    st.tuples(st.sampled_from(["pumps", "biogas", "wind-energy"]), st.floats(0.001, 1.0)),
)


@given(st.lists(PROJECTS, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_tags_of_an_organisation_do_not_depend_on_the_order_of_its_projects(
    projects: list[ProjectTags], random: Random
) -> None:
    shuffled = list(projects)
    random.shuffle(shuffled)
    tags = organisation_tags(projects)
    assert organisation_tags(shuffled) == tags
    assert all(0 < tag.strength <= 1 for tag in tags)
