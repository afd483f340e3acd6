MATCH (node:WeeklySuggestions)-[:MADE_FOR]->(:Organisation {id: $organisation_id}) WHERE node.week >= $since
RETURN node.week AS week, node.pairs AS pairs ORDER BY week
