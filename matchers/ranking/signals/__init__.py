"""The signals of the ranker: one table, each a function over all candidates for a batch of questions."""

from typing import Final

from matchers.past.cases import CONSORTIUM, PARTNERS
from matchers.ranking.signals import alike, candidates, profiles, projects, ties
from matchers.ranking.signals.signal import Signal

_PARTNERS, _CONSORTIUM = (PARTNERS,), (CONSORTIUM,)

SIGNALS: Final = (
    Signal("partners_projects", "projects", projects.partners_projects, _PARTNERS),
    Signal("near_projects", "projects", projects.near_projects, _PARTNERS),
    Signal("recent_projects", "projects", projects.recent_projects, _PARTNERS),
    Signal("same_schemes", "projects", projects.same_schemes, _PARTNERS),
    Signal("nearest_projects", "projects", projects.nearest_projects, _CONSORTIUM, _CONSORTIUM),
    Signal("projects_alike", "projects", projects.projects_alike, _CONSORTIUM, _CONSORTIUM),
    Signal("latent_projects", "projects", projects.latent_projects, _CONSORTIUM, _CONSORTIUM),
    Signal("same_field", "profile", profiles.same_field, _PARTNERS),
    Signal("same_words", "profile", profiles.same_words, _PARTNERS),
    Signal("same_scheme_profile", "profile", profiles.same_scheme_profile, _PARTNERS),
    Signal("same_meaning", "profile", profiles.same_meaning),
    Signal("same_meaning_of_field", "profile", profiles.same_meaning_of_field, _PARTNERS),
    Signal("same_words_with_asker", "profile", profiles.same_words_with_asker, _CONSORTIUM, _CONSORTIUM),
    Signal("field_of_text", "profile", profiles.field_of_text, _CONSORTIUM),
    Signal("field_of_text_and_asker", "profile", profiles.field_of_text_and_asker, _CONSORTIUM, _CONSORTIUM),
    Signal("near_in_network", "network", ties.near_in_network, by_ratio=_CONSORTIUM),
    Signal("near_for_its_size", "network", ties.near_for_its_size, _PARTNERS),
    Signal("common_partners", "network", ties.common_partners, _PARTNERS),
    Signal("common_and_own_partners", "network", ties.common_and_own_partners, _CONSORTIUM, _CONSORTIUM),
    Signal("earlier_partner", "network", ties.earlier_partner, _PARTNERS),
    Signal("recent_partner", "network", ties.recent_partner, _CONSORTIUM, _CONSORTIUM),
    Signal("led_to_by_text", "network", ties.led_to_by_text, _CONSORTIUM, _CONSORTIUM),
    Signal("partner_of_alike", "network", alike.partner_of_alike, _PARTNERS),
    Signal("partner_of_alike_now", "network", alike.partner_of_alike_now, _PARTNERS),
    Signal("partner_of_fitting", "network", alike.partner_of_fitting, _CONSORTIUM, _CONSORTIUM),
    Signal("active", "activity", candidates.active, by_ratio=_CONSORTIUM),
    Signal("growing", "activity", candidates.growing, _PARTNERS),
    Signal("same_country", "place", candidates.same_country),
    Signal("same_city", "place", candidates.same_city, _PARTNERS),
    Signal("fitting_country", "place", candidates.fitting_country),
    Signal("fitting_kind", "kind", candidates.fitting_kind),
    Signal("kind_of_such_projects", "kind", candidates.kind_of_such_projects, _CONSORTIUM),
)
"""All signals, in the order in which their contributions are shown."""


def signals_of(task: str) -> tuple[Signal, ...]:
    """Return the signals of a task."""
    return tuple(signal for signal in SIGNALS if task in signal.tasks)
