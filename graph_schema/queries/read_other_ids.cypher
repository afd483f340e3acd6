MATCH (node:Organisation) WHERE node.other_ids IS NOT NULL
UNWIND node.other_ids AS other
RETURN other, node.id AS id
