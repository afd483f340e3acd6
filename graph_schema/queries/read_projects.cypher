MATCH (node:Project) WHERE coalesce(node.changed_at, 0) > $since
RETURN node.id AS id, node.acronym AS acronym, node.title AS title, node.objective AS objective, node.start AS start,
       node.end AS end, node.topics AS topics, node.call AS call, node.funding_scheme AS funding_scheme,
       node.programme AS programme
ORDER BY id
