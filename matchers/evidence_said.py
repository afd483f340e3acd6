"""Evidence for a capability, as it stands in the graph, for people who read another language.

What is stored is English, in the few forms that `matchers.tagging` and the imports write. Words in another form, such
as those of a program that wrote its own evidence, are told as they are.
"""

import re
from collections.abc import Callable
from typing import Final

from matchers.said import Said, joined, said

_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[..., Said]], ...]] = (
    (re.compile(r"call topic: (?P<topic>.+)"), lambda topic: said("topic of the call: {topic}", topic=topic)),
    (re.compile(r"acronym: (?P<acronym>.+)"), lambda acronym: said("acronym: {acronym}", acronym=acronym)),
    (re.compile(r"project (?P<project>.+)"), lambda project: said("project {project}", project=project)),
    (
        re.compile(r"(?P<count>\d+) projects, among them (?P<project>.+)"),
        lambda count, project: said("{count} projects, among them {project}", count=int(count), project=project),
    ),
    (re.compile(r'title: "(?P<words>.+)"'), lambda words: said('title: "{words}"', words=words)),
    (
        re.compile(r'objective: 1 mention of "(?P<words>.+)"'),
        lambda words: said('objective: 1 mention of "{words}"', words=words),
    ),
    (
        re.compile(r'objective: (?P<count>\d+) mentions of "(?P<words>.+)"'),
        lambda count, words: said('objective: {count} mentions of "{words}"', count=int(count), words=words),
    ),
    (
        re.compile(r'objective: (?P<count>\d+) mentions such as "(?P<words>.+)"'),
        lambda count, words: said('objective: {count} mentions such as "{words}"', count=int(count), words=words),
    ),
    (re.compile(r'own description: "(?P<words>.+)"'), lambda words: said('own description: "{words}"', words=words)),
    (
        re.compile(r'stated by the member list: "(?P<words>.+)"'),
        lambda words: said('stated by the member list: "{words}"', words=words),
    ),
)


def evidence_said(text: str) -> Said:
    """Return evidence that can be told in another language; parts of it are parted by semicolons."""
    return joined([_part(part) for part in text.split("; ")], "; ")


def _part(text: str) -> str:
    for form, sentence in _FORMS:
        found = form.fullmatch(text)
        if found:
            return sentence(**found.groupdict())
    return text
