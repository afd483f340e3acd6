MATCH (node:Weighting)-[:WEIGHS_FOR]->(cluster:Cluster)
RETURN cluster.id AS cluster_id, node.type AS match_type, node.factors AS factors,
       node.by AS by, node.at AS at
ORDER BY cluster_id, match_type
