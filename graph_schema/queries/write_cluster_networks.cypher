UNWIND $rows AS row
MATCH (cluster:Cluster {id: row.cluster_id})
MATCH (network:Network {id: row.network_id})
OPTIONAL MATCH (cluster)-[former:PART_OF]->(network)
WITH cluster, network, former IS NULL AS is_new
FOREACH (_ IN CASE WHEN is_new THEN [1] ELSE [] END |
  MERGE (cluster)-[:PART_OF]->(network)
  SET cluster.changed_at = $version)
RETURN count(*) AS found, sum(CASE WHEN is_new THEN 1 ELSE 0 END) AS created, sum(0) AS changed
