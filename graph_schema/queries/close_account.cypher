// It may log in no more, its sessions and keys end; its node stays, so that the record tells who it was.
MATCH (account:Account {email: $email}) WHERE account.closed IS NULL
SET account.closed = $now, account.session_stamp = $session_stamp
WITH account
OPTIONAL MATCH (account)-[:HOLDS]->(key:ApiKey) WHERE key.revoked IS NULL
SET key.revoked = $now
RETURN DISTINCT account.id AS id
