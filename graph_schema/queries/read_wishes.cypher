// A wish whose organisation or partner is gone counts no more.
MATCH (cluster:Cluster)<-[:WISHED_BY]-(node:Wish)-[:WISHED_FOR]->(organisation:Organisation)
WHERE $cluster_id IS NULL OR cluster.id = $cluster_id
OPTIONAL MATCH (node)-[:WISHED_OF]->(partner:Organisation)
WITH node, cluster, organisation, partner
WHERE partner IS NOT NULL OR node.kind IS NOT NULL OR node.outside IS NOT NULL
RETURN node.id AS id, node.act AS act, cluster.id AS cluster_id, organisation.id AS organisation_id,
       node.type AS match_type, partner.id AS partner_id, node.kind AS kind, node.outside AS outside,
       node.by AS by, node.at AS at
ORDER BY at, id
