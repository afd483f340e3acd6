// Two who open the same link wait for each other here, and only the first finds it unused.
MATCH (node:Invitation {token_sha256: $token_sha256})
SET node.locked_at = timestamp()
WITH node WHERE node.used IS NULL AND node.expires > $now
SET node.used = $now
RETURN node.id AS id
