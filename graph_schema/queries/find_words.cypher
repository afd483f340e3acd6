MATCH (organisation:Organisation {id: $organisation_id})
RETURN any(word IN $words WHERE toLower(coalesce(organisation.description, '')) CONTAINS toLower(word)) AS in_description,
       COUNT {
         MATCH (organisation)-[:OFFERS|SEEKS]->(profile:Profile)
         WHERE any(word IN $words WHERE toLower(profile.title + ' ' + profile.text) CONTAINS toLower(word))
       } AS in_profiles
