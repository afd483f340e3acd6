"""What a feature is: one number in [0, 1] for every organisation, and the words for one of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matchers.seeker import Seeker
from matchers.snapshot.snapshot import Floats, Snapshot

Values = Callable[[Seeker, Snapshot], Floats]
ValuesBy = Callable[[Sequence[Seeker], Snapshot], Floats]
Explain = Callable[[Seeker, Snapshot, int], "Explanation"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A sentence for a person, and both sides' values in words."""

    sentence: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature. `values(seeker, snapshot)` has shape (n,); `explain(seeker, snapshot, row)` tells one candidate's.

    A value is NaN where what it takes is not known of the two; then `explain` says what is not known.

    `needs_organisation` features have no meaning for a need in free words nor for an offer or request by itself;
    `needs_profile` features have none for free words. `applies` tells whether the feature can be anything but 0 for
    this seeker: if not it is left out, so that what nobody can have lowers nobody's score. `is_ground` features show
    that two have something to do with each other; the others count only as far as these do (`matchers.ranker`).
    `reads_projects` features compare the texts of projects, which takes longest (`matchers.shortlist`).
    `certainty(snapshot)` (n), in [0, 1], is how well it is known of each candidate what its value rests on: a value
    counts, after the match type's curve, as far as that is so.
    Of two organisations the values of `is_mutual` features are the same whichever of them asks, those of
    `is_of_candidate` features the same whoever asks: they are not computed twice (`matchers.reciprocity`).
    `values_by(seekers, candidate)` has shape (m,): what `values` gives for each of m organisations that ask, with a
    snapshot of one candidate alone; where there is no such function they are asked one after the other.
    """

    name: str
    values: Values
    explain: Explain
    needs_organisation: bool
    needs_profile: bool = False
    is_ground: bool = False
    is_mutual: bool = False
    is_of_candidate: bool = False
    reads_projects: bool = False
    values_by: ValuesBy | None = None
    applies: Callable[[Seeker], bool] = lambda _: True
    certainty: Callable[[Snapshot], Floats] | None = None

    def suits(self, seeker: Seeker) -> bool:
        """Whether this means something for the seeker."""
        if self.needs_profile and seeker.is_in_words:
            return False
        return not (self.needs_organisation and seeker.is_need) and self.applies(seeker)

    @property
    def description(self) -> str:
        """The sentence that users read: the first line of the docstring of the function."""
        return (self.values.__doc__ or "").strip().splitlines()[0]
