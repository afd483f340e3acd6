import pytest

from matchers.corpus import ProjectRow
from matchers.past.masking import NameMask
from tests.matchers.evaluation.world import corpus_of, project

NAMES = {
    "one": "Fundación Tecnalia Research & Innovation",
    "two": "ROSSI ENERGIA S.R.L.",
    "three": "Wind Power AS",
    "four": "Università di Prova",
    "five": "EDP",
    "six": "Another Wind Power Company",
    "seven": "Power of the Wind GmbH",
}
MASK = NameMask([corpus_of(project("p", 2018, "a text on wind and power", *NAMES), names=NAMES)])


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Led by Rossi Energia S.r.l. in Milan", ["two"], "Led by . in Milan"),
        ("Led by ROSSI energia, of Milan", ["two"], "Led by , of Milan"),
        ("what tecnalia plans", ["one"], "what plans"),
        ("wind power for all", ["three"], "for all"),
        ("wind and power for all", ["three"], "wind and power for all"),
        ("the universita di prova leads", ["four"], "the leads"),
        ("EDP leads", ["five"], "EDP leads"),  # too short to blank: abbreviations mean many things
        ("Rossi Energia leads", ["three"], "Rossi Energia leads"),  # not one of this project's
    ],
)
def test_names_are_blanked(text: str, names: list[str], expected: str) -> None:
    found = MASK.text(ProjectRow("q", "Q", title=text), [NAMES[key] for key in names])
    assert " ".join(found.split()) == expected


def test_words_that_texts_use_often_are_no_names() -> None:
    names = {"solo": "Helios"}
    texts = [project(f"p{number}", 2018, "the helios effect", "solo") for number in range(4)]
    mask = NameMask([corpus_of(*texts, names=names)])
    assert mask.text(ProjectRow("q", "Q", objective="on helios-like stars"), ["Helios Research Laboratory"]) == (
        "on helios-like stars"
    )
