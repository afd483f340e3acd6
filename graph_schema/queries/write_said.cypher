UNWIND $rows AS row
MATCH (node) WHERE elementId(node) = row.node
SET node.words = row.words, node.by = row.by
