MATCH (:Account {id: $account_id})-[:SAVED]->(search:SavedSearch {id: $id})
DETACH DELETE search
RETURN $id AS id
