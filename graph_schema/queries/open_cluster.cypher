MATCH (cluster:Cluster {id: $cluster_id})
OPTIONAL MATCH (other:Cluster {id: $reader_id}) WHERE $reader_label = 'Cluster' AND other <> cluster
OPTIONAL MATCH (network:Network {id: $reader_id}) WHERE $reader_label = 'Network'
WITH cluster, coalesce(other, network) AS reader WHERE reader IS NOT NULL
MERGE (cluster)-[tie:OPEN_TO]->(reader)
ON CREATE SET tie.since = $now, tie.by = $by
RETURN reader.id AS id
