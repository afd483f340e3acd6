// Nothing of the person stays, nor of what they agreed to. With $unanswered_at only of who never agreed and cannot any more;
// that is looked at behind the lock, as they may be asked again, or say yes, at the same moment.
MATCH (contact:Contact {id: $id})-[:SPEAKS_FOR]->(:Organisation {id: $organisation_id})
SET contact.locked_at = timestamp()
WITH contact
WHERE $unanswered_at IS NULL OR NOT EXISTS {
  MATCH (contact)-[:GAVE]->(consent:Consent)
  WHERE consent.confirmed IS NOT NULL OR coalesce(consent.expires > $unanswered_at, true)
}
OPTIONAL MATCH (contact)-[:GAVE]->(consent:Consent)
DETACH DELETE contact, consent
RETURN count(DISTINCT contact) AS found
