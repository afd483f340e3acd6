// The organisation stays, and so does what it was, so that the membership can be taken up again.
MATCH (node:Organisation {id: $organisation_id})-[tie:MEMBER_OF]->(cluster:Cluster {id: $cluster_id})
MERGE (node)-[was:WAS_MEMBER_OF]->(cluster)
SET was.first_seen = tie.first_seen, was.source = tie.source, was.until = $now, was.by = $by, node.changed_at = $version
DELETE tie
RETURN node.id AS id
