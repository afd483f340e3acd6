MATCH (:Account {id: $account_id})-[:HOLDS]->(key:ApiKey {id: $id}) WHERE key.revoked IS NULL
SET key.revoked = $now
RETURN key.id AS id
