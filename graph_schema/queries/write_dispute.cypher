// An organisation says that a capability which some source gave it is not its own: the source's tie stays, and is read
// no more while this one is there.
MATCH (node:Organisation {id: $organisation_id}), (capability:Capability {id: $capability_id})
WHERE EXISTS { (node)-[:HAS_CAPABILITY]->(capability) }
WITH node, capability, EXISTS { (node)-[:DISPUTES]->(capability) } AS is_there
FOREACH (_ IN CASE WHEN is_there THEN [] ELSE [1] END |
  CREATE (node)-[:DISPUTES {by: $by, at: $now}]->(capability) SET node.changed_at = $version)
RETURN is_there
