// What was asked before and not answered is replaced by it; what stands stays until the person says yes.
MATCH (contact:Contact {id: $id})-[:SPEAKS_FOR]->(:Organisation {id: $organisation_id})
SET contact.locked_at = timestamp()
WITH contact
OPTIONAL MATCH (contact)-[:GAVE]->(former:Consent) WHERE former.ended IS NULL AND former.confirmed IS NULL
SET former.ended = $now
WITH DISTINCT contact
CREATE (contact)-[:GAVE]->(consent:Consent {id: $consent_id})
SET consent += $properties, consent.recorded = $now
RETURN count(*) AS found
