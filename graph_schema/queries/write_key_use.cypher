MATCH (key:ApiKey {id: $id})
SET key.last_used = date($now)
