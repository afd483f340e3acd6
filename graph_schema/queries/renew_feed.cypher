MATCH (:Account {id: $account_id})-[:SAVED]->(search:SavedSearch {id: $id})
SET search.feed_stamp = $feed_stamp
RETURN search.id AS id
