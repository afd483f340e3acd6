// A contact person is made where there is none with this id, and belongs to one organisation.
MATCH (organisation:Organisation {id: $organisation_id})
OPTIONAL MATCH (known:Contact {id: $id})
WITH organisation, known, EXISTS { (known)-[:SPEAKS_FOR]->(organisation) } AS is_ours
WHERE is_ours OR ($is_new AND known IS NULL)
MERGE (contact:Contact {id: $id})
ON CREATE SET contact.created = $now
MERGE (contact)-[:SPEAKS_FOR]->(organisation)
SET contact += $properties
RETURN count(*) AS found
