UNWIND $rows AS row
MATCH (organisation:Organisation {id: row.organisation_id})
MATCH (cluster:Cluster {id: row.cluster_id})
MERGE (organisation)-[tie:MEMBER_OF]->(cluster)
WITH organisation, tie, tie.source IS NULL AS is_new
FOREACH (_ IN CASE WHEN is_new THEN [1] ELSE [] END |
  SET tie.source = $source, tie.first_seen = $now, organisation.changed_at = $version)
RETURN count(*) AS found, sum(CASE WHEN is_new THEN 1 ELSE 0 END) AS created, sum(0) AS changed
