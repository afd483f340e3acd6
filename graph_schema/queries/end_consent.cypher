MATCH (contact:Contact {id: $id})-[:SPEAKS_FOR]->(:Organisation {id: $organisation_id})
SET contact.locked_at = timestamp()
WITH contact
OPTIONAL MATCH (contact)-[:GAVE]->(consent:Consent) WHERE consent.ended IS NULL
SET consent.ended = $now
RETURN count(DISTINCT contact) AS found, count(consent) AS ended
