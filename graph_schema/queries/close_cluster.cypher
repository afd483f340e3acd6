MATCH (:Cluster {id: $cluster_id})-[tie:OPEN_TO]->(reader)
WHERE reader.id = $reader_id AND $reader_label IN labels(reader)
DELETE tie
RETURN $reader_id AS id
