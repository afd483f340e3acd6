// A profile is told whole: what is not told now no longer holds, but for the day of publication.
UNWIND $rows AS row
MATCH (owner:Organisation {id: row.organisation_id})
MERGE (node:Profile {id: row.id})
ON CREATE SET node.first_seen = $now, node.source = $source, node.created_in = $version
WITH owner, node, row.direction AS direction, row.properties AS told
WITH owner, node, direction, told {.*, published: coalesce(told.published, node.published, date($now))} AS properties,
     coalesce(node.created_in = $version, false) AS is_new
WITH owner, node, direction, properties, is_new,
     is_new OR NOT EXISTS { (owner)-[:OFFERS|SEEKS]->(node) }
     OR any(key IN keys(properties)
            WHERE coalesce(node[key] <> properties[key], node[key] IS NOT NULL OR properties[key] IS NOT NULL))
     AS is_changed,
     [()-[tie:OFFERS|SEEKS]->(node) | tie] AS former
SET node.last_seen = $now
FOREACH (_ IN CASE WHEN is_changed THEN [1] ELSE [] END |
  SET node += properties, node.changed_at = $version
  REMOVE node:Offer:Need
  FOREACH (tie IN former | DELETE tie))
FOREACH (_ IN CASE WHEN is_changed AND direction = 'offer' THEN [1] ELSE [] END |
  SET node:Offer CREATE (owner)-[:OFFERS]->(node))
FOREACH (_ IN CASE WHEN is_changed AND direction = 'request' THEN [1] ELSE [] END |
  SET node:Need CREATE (owner)-[:SEEKS]->(node))
RETURN count(*) AS found, sum(CASE WHEN is_new THEN 1 ELSE 0 END) AS created,
       sum(CASE WHEN is_changed AND NOT is_new THEN 1 ELSE 0 END) AS changed
