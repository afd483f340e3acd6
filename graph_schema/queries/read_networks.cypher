MATCH (node:Network) WHERE coalesce(node.changed_at, 0) > $since
RETURN node.id AS id, node.name AS name, node.website AS website
ORDER BY id
