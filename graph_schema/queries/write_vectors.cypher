UNWIND $rows AS row
MATCH (node:Organisation {id: row.id})
SET node.embedding = row.vector, node.text_hash = row.text_hash, node.embedding_model = $model
RETURN count(*) AS found
