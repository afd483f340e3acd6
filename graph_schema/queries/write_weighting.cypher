MATCH (cluster:Cluster {id: $cluster_id})
MERGE (node:Weighting {id: $cluster_id + '|' + $match_type})
MERGE (node)-[:WEIGHS_FOR]->(cluster)
SET node.type = $match_type, node.factors = $factors, node.by = $by, node.at = $now
RETURN node.id AS id
