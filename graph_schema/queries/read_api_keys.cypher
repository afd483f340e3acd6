MATCH (:Account {id: $account_id})-[:HOLDS]->(key:ApiKey)
RETURN key.id AS id, key.label AS label, key.scopes AS scopes, key.created AS created, key.expires AS expires,
       key.last_used AS last_used, key.revoked AS revoked
ORDER BY key.created DESC, key.id
