MATCH (account:Account {id: $id})
SET account.last_login = $now
