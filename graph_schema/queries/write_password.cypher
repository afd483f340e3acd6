// A new stamp ends all sessions of the account.
MATCH (account:Account {id: $id})
SET account.password_hash = $password_hash, account.session_stamp = $session_stamp
