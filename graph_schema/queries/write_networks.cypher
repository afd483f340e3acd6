UNWIND $rows AS row
MERGE (node:Network {id: row.id})
ON CREATE SET node.first_seen = $now, node.source = $source, node.created_in = $version
WITH node, row.properties AS properties, coalesce(node.created_in = $version, false) AS is_new
WITH node, properties, is_new,
     is_new OR any(key IN keys(properties) WHERE coalesce(node[key] <> properties[key], true)) AS is_changed
SET node.last_seen = $now
FOREACH (_ IN CASE WHEN is_changed THEN [1] ELSE [] END | SET node += properties, node.changed_at = $version)
RETURN count(*) AS found, sum(CASE WHEN is_new THEN 1 ELSE 0 END) AS created,
       sum(CASE WHEN is_changed AND NOT is_new THEN 1 ELSE 0 END) AS changed
