// What an organisation itself wrote: its description, and its offers and requests.
MATCH (organisation:Organisation {id: $organisation_id})
RETURN coalesce(organisation.description, '') AS description,
       [(organisation)-[:OFFERS|SEEKS]->(profile:Profile) | profile.title + ' ' + profile.text] AS profiles
