"""What call topics are about."""

import pytest

from graph_schema.call_topics import call_topics, parse_call_topics
from graph_schema.errors import SchemaDefinitionError
from graph_schema.vocabulary import capabilities

HEAD = "topic;about;capabilities"


def test_every_topic_is_about_terms_of_the_vocabulary() -> None:
    known = {term.id for term in capabilities()}
    assert call_topics()["EE-18-2014"] == ("waste-heat-recovery",)
    assert all(known.issuperset(terms) and terms for terms in call_topics().values())


def test_a_topic_may_be_about_several_terms() -> None:
    assert parse_call_topics([HEAD, "T-1;both;a|b"], {"a", "b"}) == {"T-1": ("a", "b")}


@pytest.mark.parametrize(
    "lines",
    [
        ["topic;capabilities", "T-1;a"],
        [HEAD, "T-1;one;a", "T-1;one;a"],
        [HEAD, "T-1;one;unknown"],
        [HEAD, "T-1;one;"],
        [HEAD, "T-1;one"],
    ],
    ids=["another head", "twice", "an unknown term", "no term", "a cell short"],
)
def test_a_table_that_contradicts_itself_is_told_so(lines: list[str]) -> None:
    with pytest.raises(SchemaDefinitionError, match=r"call_topics\.csv"):
        parse_call_topics(lines, {"a"})
