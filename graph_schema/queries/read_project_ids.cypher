MATCH (node:Project) RETURN node.id AS id ORDER BY id
