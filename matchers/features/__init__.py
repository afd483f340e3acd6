"""The features that match types are made of: each a pure function over all organisations at once, in [0, 1]."""

from matchers.features import activity, capabilities, enterprises, graph, place, profiles, texts
from matchers.features.feature import Explanation, Feature

FEATURES: dict[str, Feature] = {
    feature.name: feature
    for feature in (
        Feature(
            "shared_capabilities",
            capabilities.shared,
            capabilities.explain_shared,
            needs_organisation=False,
            is_ground=True,
            is_mutual=True,
            certainty=capabilities.certainty,
        ),
        Feature(
            "value_chain",
            capabilities.value_chain,
            capabilities.explain_value_chain,
            needs_organisation=False,
            is_ground=True,
            values_by=capabilities.value_chain_by,
            certainty=capabilities.certainty,
        ),
        Feature(
            "profile_similarity",
            texts.profile_similarity,
            texts.explain_profile,
            needs_organisation=False,
            is_ground=True,
            is_mutual=True,
        ),
        Feature(
            "closest_projects",
            texts.closest_projects,
            texts.explain_closest,
            needs_organisation=False,
            is_ground=True,
            reads_projects=True,
            values_by=texts.closest_projects_by,
        ),
        Feature(
            "track_record",
            texts.track_record,
            texts.explain_track_record,
            needs_organisation=False,
            is_ground=True,
            reads_projects=True,
            values_by=texts.track_record_by,
        ),
        Feature(
            "common_partners",
            graph.common_partners,
            graph.explain_common,
            needs_organisation=True,
            is_ground=True,
            is_mutual=True,
        ),
        Feature("same_cluster", graph.same_cluster, graph.explain_cluster, needs_organisation=True, is_mutual=True),
        Feature(
            "common_network",
            graph.common_network,
            graph.explain_network,
            needs_organisation=True,
            applies=graph.belongs_to_network,
        ),
        Feature(
            "past_partner",
            graph.past_partner,
            graph.explain_past_partner,
            needs_organisation=True,
            is_ground=True,
            is_mutual=True,
        ),
        Feature("nearness", place.nearness, place.explain_nearness, needs_organisation=True, is_mutual=True),
        Feature(
            "new_country",
            place.new_country,
            place.explain_new_country,
            needs_organisation=True,
            values_by=place.new_country_by,
        ),
        Feature(
            "similar_experience", activity.similar, activity.explain_similar, needs_organisation=True, is_mutual=True
        ),
        Feature(
            "experience",
            activity.experience,
            activity.explain_experience,
            needs_organisation=False,
            is_of_candidate=True,
        ),
        Feature(
            "recent_activity", activity.recent, activity.explain_recent, needs_organisation=False, is_of_candidate=True
        ),
        Feature(
            "comparable_size",
            enterprises.comparable_size,
            enterprises.explain_comparable,
            needs_organisation=True,
            is_mutual=True,
        ),
        Feature(
            "take_over_size",
            enterprises.take_over_size,
            enterprises.explain_take_over,
            needs_organisation=True,
            is_mutual=True,
        ),
        Feature("hand_over", enterprises.hand_over, enterprises.explain_hand_over, needs_organisation=True),
        Feature("hand_over_age", enterprises.hand_over_age, enterprises.explain_age, needs_organisation=True),
        Feature(
            "answers_need",
            profiles.answers_need,
            profiles.explain_answer,
            needs_organisation=False,
            is_ground=True,
            applies=profiles.has_posted,
        ),
        Feature(
            "answer_capabilities",
            profiles.answer_capabilities,
            profiles.explain_capabilities,
            needs_organisation=False,
            is_ground=True,
            applies=profiles.has_posted,
        ),
        Feature(
            "does_what_is_sought",
            profiles.does_what_is_sought,
            profiles.explain_sought,
            needs_organisation=True,
            is_ground=True,
            applies=profiles.has_not_posted,
        ),
        Feature(
            "readiness", profiles.readiness, profiles.explain_readiness, needs_organisation=False, needs_profile=True
        ),
        Feature(
            "agreement_fit",
            profiles.agreement_fit,
            profiles.explain_agreement,
            needs_organisation=False,
            needs_profile=True,
        ),
        Feature(
            "wished_partner",
            profiles.wished_partner,
            profiles.explain_wished,
            needs_organisation=False,
            needs_profile=True,
            reads_projects=True,
        ),
        Feature(
            "leadership",
            activity.leadership,
            activity.explain_leadership,
            needs_organisation=False,
            is_of_candidate=True,
        ),
    )
}

__all__ = ["FEATURES", "Explanation", "Feature"]
