// Who was asked by letter to be a contact person, never agreed to it, and cannot any more.
MATCH (contact:Contact)-[:SPEAKS_FOR]->(organisation:Organisation)
WHERE EXISTS { (contact)-[:GAVE]->(:Consent) }
  AND NOT EXISTS {
    MATCH (contact)-[:GAVE]->(consent:Consent)
    WHERE consent.confirmed IS NOT NULL OR coalesce(consent.expires > $now, true)
  }
RETURN organisation.id AS organisation_id, contact.id AS id
ORDER BY id
