MATCH (node:Organisation {id: $id})
SET node += $facts
