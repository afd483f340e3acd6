MERGE (import:Import {id: $id})
ON CREATE SET import.first_seen = $now, import.source = $source, import.fingerprint = $fingerprint
SET import.last_seen = $now, import.created = $created, import.changed = $changed, import.unchanged = $unchanged
