"""How the model of each task is fitted; chosen on CORDIS H2020 energy with cuts 2016, 2017 and 2018."""

from dataclasses import dataclass
from typing import Final

from matchers.past.cases import CONSORTIUM, PARTNERS
from matchers.ranking.fitting import Shape

SETTLED_YEARS: Final = 2.0
MOST_YEARS: Final = 5.0


@dataclass(frozen=True, slots=True)
class TaskSettings:
    """Shape of the curves; signals whose mean tells candidates that are hard to tell apart; the declared weight.

    `declared` of the score's spread is put on the signals in `declared_on` whatever the past says: ties of the earlier
    programme lose worth from year to year, texts do not, and a model of the past cannot know. `declared_a_year` is
    added for each year, up to five, from the second on since that programme gave way to this one.
    """

    shape: Shape
    hardest_by: tuple[str, ...]
    declared_on: tuple[str, ...]
    declared: float = 0.0
    declared_a_year: float = 0.0

    def declared_after(self, years: float) -> float:
        """Return what is declared so many years after the earlier programme."""
        return self.declared + self.declared_a_year * min(max(years - SETTLED_YEARS, 0.0), MOST_YEARS)


SETTINGS: Final = {
    PARTNERS: TaskSettings(
        Shape((0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.5), 60.0),
        ("near_in_network", "partner_of_alike_now", "active", "common_partners", "partners_projects", "near_projects"),
        ("near_projects", "same_words"),
        declared_a_year=0.1,
    ),
    CONSORTIUM: TaskSettings(
        Shape((0.0, 7.0), 5.0),
        (
            "nearest_projects",
            "projects_alike",
            "latent_projects",
            "active",
            "near_in_network",
            "partner_of_fitting",
        ),
        ("nearest_projects", "projects_alike", "latent_projects"),
        0.8,
    ),
}
