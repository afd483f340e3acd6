UNWIND $ids AS id
MATCH (node:Project {id: id})
RETURN node.id AS id
