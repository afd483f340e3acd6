MATCH (node:Network) WHERE $since IS NULL OR node.changed_at > $since
RETURN node.id AS id, node.name AS name, node.website AS website
ORDER BY id
