// What a search has found, and since when; what it had found before keeps its day.
MATCH (search:SavedSearch {id: $search_id})
SET search.id = search.id // holds the search, so that two readers at once write each hit once
WITH search
UNWIND $ids AS id
OPTIONAL MATCH (organisation:Organisation {id: id}) WHERE $label = 'Organisation'
OPTIONAL MATCH (profile:Profile {id: id}) WHERE $label = 'Profile'
WITH search, coalesce(organisation, profile) AS node WHERE node IS NOT NULL
MERGE (search)-[found:FOUND]->(node)
ON CREATE SET found.since = $now
RETURN node.id AS id, found.since AS since
