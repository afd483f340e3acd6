MATCH (node:Organisation {id: $organisation_id})-[dispute:DISPUTES]->(capability:Capability)
WHERE capability.id IN $capability_ids
SET node.changed_at = $version
DELETE dispute
RETURN capability.id AS id
