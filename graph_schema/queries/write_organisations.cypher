// A weaker claim to an organisation's kind (a guess from its name) does not replace a stronger one (stated).
UNWIND $rows AS row
MERGE (node:Organisation {id: row.id})
ON CREATE SET node.first_seen = $now, node.source = $source, node.created_in = $version
WITH node, row.properties AS incoming, coalesce(node.created_in = $version, false) AS is_new
WITH node, incoming, is_new,
     coalesce($ranks[incoming.kind_evidence] >= $ranks[node.kind_evidence], true) AS is_kind_better
WITH node, is_new, incoming {
       .*,
       kind: CASE WHEN is_kind_better THEN incoming.kind ELSE node.kind END,
       kind_evidence: CASE WHEN is_kind_better THEN incoming.kind_evidence ELSE node.kind_evidence END
     } AS properties
WITH node, properties, is_new, [key IN keys(properties) WHERE coalesce(node[key] <> properties[key], true)] AS changed
WITH node, properties, is_new, changed, is_new OR size(changed) > 0 AS is_changed
SET node.last_seen = $now
FOREACH (_ IN CASE WHEN is_changed THEN [1] ELSE [] END |
  SET node.fact_sources = [one IN coalesce(node.fact_sources, []) WHERE NOT split(one, '|')[0] IN changed]
        + [key IN changed WHERE NOT key IN ['id', 'kind_evidence'] | key + '|' + $source + '|' + toString(date($now))]
  SET node += properties, node.changed_at = $version)
RETURN count(*) AS found, sum(CASE WHEN is_new THEN 1 ELSE 0 END) AS created,
       sum(CASE WHEN is_changed AND NOT is_new THEN 1 ELSE 0 END) AS changed
