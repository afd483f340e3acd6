MATCH (node:Cluster)
RETURN node.id AS id
