MATCH (import:Import {id: $id})
RETURN import.last_seen AS last_seen
