// Of an account, or the one with an id; the newest first. A closed account asks nothing more.
MATCH (account:Account)-[:SAVED]->(search:SavedSearch)
WHERE account.closed IS NULL AND ($account_id IS NULL OR account.id = $account_id) AND ($id IS NULL OR search.id = $id)
RETURN search {.id, .label, .page, .asked, .created, .feed_stamp} AS search, account.id AS account_id
ORDER BY search.created DESC, search.id
