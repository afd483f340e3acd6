// Of two who choose at once the first one's choice stands.
MATCH (organisation:Organisation {id: $organisation_id})
MERGE (node:WeeklySuggestions {id: $id})
ON CREATE SET node.week = $week, node.pairs = $pairs, node.chosen = $now
MERGE (node)-[:MADE_FOR]->(organisation)
RETURN node.pairs AS pairs
