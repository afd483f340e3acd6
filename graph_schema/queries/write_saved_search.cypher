// Saved where the account has it already, or fewer than $most; else no row comes back and nothing is saved.
MATCH (account:Account {id: $account_id})
SET account.id = account.id // holds the account, so that of two at once the second counts the first
WITH account, COUNT { (account)-[:SAVED]->(one:SavedSearch) WHERE one.id <> $id } AS others WHERE others < $most
MERGE (search:SavedSearch {id: $id})
ON CREATE SET search.page = $page, search.asked = $asked, search.created = $now, search.feed_stamp = $feed_stamp
SET search.label = $label
MERGE (account)-[:SAVED]->(search)
RETURN search.id AS id
