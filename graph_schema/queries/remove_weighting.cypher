MATCH (node:Weighting {type: $match_type})-[:WEIGHS_FOR]->(:Cluster {id: $cluster_id})
DETACH DELETE node
