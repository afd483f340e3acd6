// What stood before is replaced by it. Who answers, asks, or erases at the same moment waits at the first SET for the
// others, and reads what they left.
MATCH (contact:Contact {id: $id})
SET contact.locked_at = timestamp()
WITH contact
MATCH (contact)-[:GAVE]->(consent:Consent {id: $consent_id})
WHERE consent.confirmed IS NULL AND consent.ended IS NULL AND consent.expires > $now
OPTIONAL MATCH (contact)-[:GAVE]->(former:Consent) WHERE former.ended IS NULL AND former.id <> $consent_id
SET former.ended = $now
WITH DISTINCT consent
SET consent.confirmed = $now
RETURN count(consent) AS confirmed
