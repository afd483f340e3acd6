MATCH (account:Account {id: $account_id})
CREATE (account)-[:HOLDS]->(key:ApiKey {id: $id})
SET key.sha256 = $sha256, key.label = $label, key.scopes = $scopes, key.created = $now, key.expires = $expires
