MATCH (node:Profile) WHERE node.withdrawn IS NOT NULL
RETURN node.id AS id
