"""The catalogs of other languages hold what the code says, all of it and nothing else."""

import re
from collections import Counter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from service.translations import TRANSLATED, catalog_file
from service.translations.__main__ import HEADER, untranslated
from service.translations.messages import messages

PLACEHOLDERS = re.compile(r"%\(\w+\)s|\{\w*[^{}]*\}")
TAGS = re.compile(r"<[^>]+>")


def read(code: str) -> Catalog:
    with catalog_file(code).open("rb") as file:
        return read_po(file, locale=code)


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each form of a message with its words; a language's later forms are told by the message's plural."""
    said = message.id if isinstance(message.id, tuple | list) else (message.id,)
    told = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return [(said[min(place, len(said) - 1)], words or "") for place, words in enumerate(told)]


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalog_has_the_messages_of_the_code_and_no_others(code: str) -> None:
    """Where this fails: `make translations`, then fill in what it names."""
    wanted, there = ({(one.context, one.id) for one in catalog if one.id} for catalog in (messages(), read(code)))
    assert (wanted - there, there - wanted) == (set(), set())


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_message_has_words(code: str) -> None:
    assert untranslated(read(code)) == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_words_keep_values_and_marks(code: str) -> None:
    """A singular may leave out its count; nothing else is lost or made up."""
    wrong = []
    for message in read(code):
        for said, words in pairs(message) if message.id else []:
            lost = Counter(PLACEHOLDERS.findall(said)) - Counter(PLACEHOLDERS.findall(words))
            made_up = set(PLACEHOLDERS.findall(words)) - set(PLACEHOLDERS.findall(said))
            if (lost and not message.pluralizable) or (made_up and not message.pluralizable):
                wrong.append((said, words))
            if Counter(TAGS.findall(said)) != Counter(TAGS.findall(words)):
                wrong.append((said, words))
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalog_begins_as_the_command_writes_it(code: str) -> None:
    assert catalog_file(code).read_text(encoding="utf-8").startswith(HEADER.format(code=code))
