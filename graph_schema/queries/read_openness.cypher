// To whom a cluster is open.
MATCH (:Cluster {id: $cluster_id})-[tie:OPEN_TO]->(reader)
RETURN reader.id AS id, head([label IN labels(reader) WHERE label IN ['Cluster', 'Network']]) AS label,
       tie.since AS since, tie.by AS by
ORDER BY label, id
