MATCH (node:Organisation) RETURN node.id AS id ORDER BY id
