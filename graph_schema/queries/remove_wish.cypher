MATCH (node:Wish {id: $id})-[:WISHED_BY]->(:Cluster {id: $cluster_id})
DETACH DELETE node
RETURN $id AS id
