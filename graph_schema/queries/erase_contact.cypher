// Nothing of the person stays, nor of what they agreed to.
MATCH (contact:Contact {id: $id})-[:SPEAKS_FOR]->(:Organisation {id: $organisation_id})
SET contact.locked_at = timestamp()
WITH contact
OPTIONAL MATCH (contact)-[:GAVE]->(consent:Consent)
DETACH DELETE contact, consent
RETURN count(DISTINCT contact) AS found
