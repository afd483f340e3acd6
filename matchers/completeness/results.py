"""What is told of a profile: what is known, what is missing, and what telling it would do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effect:
    """What telling something would do to the best suggestions of one match type, of which there are `of`.

    `raised` and `lowered` count scores that would rise or fall by a hundredth or more, `entered` organisations that
    would be new among the best, each as (least, most). `judged` counts organisations that could then be compared with
    in a respect in which they cannot be now. `before` is the mean of the best scores, `after` what it would be at least
    and at most; where there are too few, those who lack count 0.
    """

    match_type: str
    of: int
    raised: tuple[int, int]
    lowered: tuple[int, int]
    entered: tuple[int, int]
    judged: int
    before: float
    after: tuple[float, float]

    @property
    def gain(self) -> float:
        """By how much the mean of the best scores would rise at most; below 0 where it would fall."""
        return self.after[1] - self.before

    @property
    def is_any(self) -> bool:
        """Whether it would do anything."""
        return bool(self.raised[1] or self.lowered[1] or self.entered[1] or self.judged)

    @property
    def moves(self) -> bool:
        """Whether the mean of the best scores would be another one, as people see it."""
        return {round(one, 2) for one in self.after} != {round(self.before, 2)}

    @property
    def is_worth_telling(self) -> bool:
        """Whether people would see anything of it: "0.00 instead of 0.00" says nothing."""
        return bool(self.moves or self.entered[1] or self.judged)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to tell: `about` is one of the facts, or "capability" or "post" with the `id` of one; in a sentence."""

    about: str
    sentence: str
    effects: tuple[Effect, ...] = ()
    id: str | None = None

    @property
    def gain(self) -> float:
        """By how much the means of the best scores would rise at most, over the match types in which they would."""
        return sum(max(effect.gain, 0.0) for effect in self.effects)

    @property
    def judged(self) -> int:
        """With how many organisations it could be compared in one more respect, at most, by one match type."""
        return max((effect.judged for effect in self.effects), default=0)


@dataclass(frozen=True, slots=True)
class Completeness:
    """What is known of an organisation and what is not, as ids of facts, and what could be told, the best first."""

    known: tuple[str, ...]
    missing: tuple[str, ...]
    steps: tuple[Step, ...]

    @property
    def share(self) -> float:
        """The share of the facts that is known, from 0 to 1."""
        return len(self.known) / (len(self.known) + len(self.missing))
