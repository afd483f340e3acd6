"""What would change a score is told of the score that is shown, damped as it is."""

import pytest

from matchers.results import MatchQuery
from tests.matchers.feedback.conftest import TODAY, Heeding, declined

QUERY = MatchQuery("strategic_alliance", "asker", day=TODAY, limit=100, explain_changes=True)


def test_changes_begin_at_the_damped_score(heeding: Heeding) -> None:
    damped = [
        match
        for match in heeding(declined("bari-solar", "too-small")).suggest(QUERY).matches
        if match.reasons[-1].feature == "damped" and match.changes
    ]
    assert damped
    for match in damped:
        assert [change.before for change in match.changes] == pytest.approx([match.score] * len(match.changes))
        plain = heeding().suggest(QUERY).matches
        whole = next(one for one in plain if one.organisation.id == match.organisation.id)
        share = match.score / whole.score
        after = {change.sentence.partition(",")[0]: change.after for change in whole.changes}
        for change in match.changes:
            words = change.sentence.partition(",")[0]
            assert words not in after or change.after == pytest.approx(after[words] * share, abs=1e-5)
