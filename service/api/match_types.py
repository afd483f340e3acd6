"""How a match type describes itself, to programs and on its page."""

from matchers.conditions import CONDITIONS
from matchers.match_types import MatchType, match_types
from matchers.said import said
from service.api.declaration_answers import ConditionDescription, FeatureDescription, MatchTypeDescription
from service.languages import spoken


def described() -> list[MatchTypeDescription]:
    """Describe all match types, in the order of their ids."""
    return [_described(match_type) for match_type in match_types().values()]


def _described(match_type: MatchType) -> MatchTypeDescription:
    return MatchTypeDescription(
        id=match_type.id,
        labels=match_type.labels,
        description=match_type.description,
        pairs={seeker: list(kinds) for seeker, kinds in match_type.pairs.items()},
        conditions=[
            ConditionDescription(name=name, sentence=spoken(said(_condition(name)))) for name in match_type.conditions
        ],
        welcomes_partners=match_type.welcomes_partners,
        learned=match_type.learned,
        features=[
            FeatureDescription(
                name=row.feature.name,
                weight=row.weight * (1 - match_type.learned),
                sentence=spoken(said(row.feature.description)),
                best_value=row.curve.middle,
                is_ground=row.feature.is_ground,
                heeds_certainty=row.feature.certainty is not None,
                is_needed=row.is_needed,
                needs_organisation=row.feature.needs_organisation or row.feature.needs_profile,
            )
            for row in match_type.features
        ],
    )


def _condition(name: str) -> str:
    """Return the sentence of a condition: the first line of its function's docstring, as for features."""
    return (CONDITIONS[name].__doc__ or name).strip().splitlines()[0]
