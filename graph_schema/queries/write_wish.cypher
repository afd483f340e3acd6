MATCH (cluster:Cluster {id: $cluster_id})
MATCH (organisation:Organisation {id: $organisation_id})
OPTIONAL MATCH (partner:Organisation {id: $partner_id})
WITH cluster, organisation, partner WHERE $partner_id IS NULL OR partner IS NOT NULL
MERGE (node:Wish {id: $id})
ON CREATE SET node.act = $act, node.type = $match_type, node.kind = $kind, node.outside = $outside,
              node.by = $by, node.at = $now
MERGE (node)-[:WISHED_BY]->(cluster)
MERGE (node)-[:WISHED_FOR]->(organisation)
FOREACH (one IN CASE WHEN partner IS NULL THEN [] ELSE [partner] END | MERGE (node)-[:WISHED_OF]->(one))
RETURN node.id AS id
