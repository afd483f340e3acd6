MATCH (node:Cluster) WHERE $since IS NULL OR node.changed_at > $since
RETURN node.id AS id, node.country AS country, node.region AS region,
       [key IN keys(node) WHERE key STARTS WITH 'name_' | [substring(key, 5), node[key]]] AS names,
       [key IN keys(node) WHERE key STARTS WITH 'description_' | [substring(key, 12), node[key]]] AS descriptions,
       COLLECT { MATCH (node)-[:PART_OF]->(network:Network) RETURN network.id ORDER BY network.id } AS networks
ORDER BY id
