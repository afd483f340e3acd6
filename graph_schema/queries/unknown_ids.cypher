UNWIND $ids AS id
WITH DISTINCT id
WHERE NOT EXISTS { MATCH (:Organisation {id: id}) }
  AND NOT EXISTS { MATCH (:Project {id: id}) }
  AND NOT EXISTS { MATCH (:Cluster {id: id}) }
  AND NOT EXISTS { MATCH (:Network {id: id}) }
  AND NOT EXISTS { MATCH (:Capability {id: id}) }
  AND NOT EXISTS { MATCH (:Profile {id: id}) }
RETURN id ORDER BY id LIMIT 5
