// An organisation says that a capability which some source gave it is not its own: the source's tie stays, and is read
// no more while this one is there. One that it names itself it cannot dispute ($own is its source; evidence that begins
// with $read_out was only read out of what it wrote).
MATCH (node:Organisation {id: $organisation_id}), (capability:Capability {id: $capability_id})
WHERE EXISTS { (node)-[:HAS_CAPABILITY]->(capability) }
WITH node, capability, EXISTS { (node)-[:DISPUTES]->(capability) } AS is_there,
     EXISTS { MATCH (node)-[tie:HAS_CAPABILITY {source: $own}]->(capability)
              WHERE NOT tie.evidence STARTS WITH $read_out } AS is_named
FOREACH (_ IN CASE WHEN is_there OR is_named THEN [] ELSE [1] END |
  CREATE (node)-[:DISPUTES {by: $by, at: $now}]->(capability) SET node.changed_at = $version)
RETURN is_there, is_named
