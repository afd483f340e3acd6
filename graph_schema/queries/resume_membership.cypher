MATCH (node:Organisation {id: $organisation_id})-[was:WAS_MEMBER_OF]->(cluster:Cluster {id: $cluster_id})
WHERE NOT (node)-[:MEMBER_OF]->(cluster)
CREATE (node)-[:MEMBER_OF {source: was.source, first_seen: was.first_seen}]->(cluster)
SET node.changed_at = $version
DELETE was
RETURN node.id AS id
