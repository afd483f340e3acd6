// What stood before is replaced by it.
MATCH (contact:Contact {id: $id})-[:GAVE]->(consent:Consent {id: $consent_id})
WHERE consent.confirmed IS NULL AND consent.ended IS NULL AND consent.expires > $now
OPTIONAL MATCH (contact)-[:GAVE]->(former:Consent) WHERE former.ended IS NULL AND former.id <> $consent_id
SET former.ended = $now
WITH DISTINCT consent
SET consent.confirmed = $now
RETURN count(consent) AS confirmed
