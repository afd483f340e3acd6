MATCH (node:Organisation)-[was:WAS_MEMBER_OF]->(cluster:Cluster {id: $cluster_id})
WHERE NOT (node)-[:MEMBER_OF]->(cluster)
RETURN node.id AS id, node.name AS name, was.until AS until, was.by AS by
ORDER BY until DESC, id
