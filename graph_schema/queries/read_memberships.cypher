MATCH (organisation:Organisation)-[:MEMBER_OF]->(cluster:Cluster) WHERE coalesce(organisation.changed_at, 0) > $since
RETURN organisation.id AS organisation_id, cluster.id AS cluster_id
ORDER BY cluster_id, organisation_id
