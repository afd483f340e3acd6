// What was agreed to before is replaced by it.
MATCH (contact:Contact {id: $id})-[:SPEAKS_FOR]->(:Organisation {id: $organisation_id})
OPTIONAL MATCH (contact)-[:GAVE]->(former:Consent) WHERE former.ended IS NULL
SET former.ended = $now
WITH DISTINCT contact
CREATE (contact)-[:GAVE]->(consent:Consent {id: $consent_id})
SET consent += $properties, consent.recorded = $now
RETURN count(*) AS found
