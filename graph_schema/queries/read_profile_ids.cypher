MATCH (node:Profile) RETURN node.id AS id ORDER BY id
