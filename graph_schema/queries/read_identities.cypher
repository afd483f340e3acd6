MATCH (node:Organisation)
RETURN node.id AS id, node.name AS name, node.country AS country, node.pic AS pic, node.vat AS vat,
       [(node)-[:MEMBER_OF]->(cluster) | cluster.id] AS clusters,
       none(told IN coalesce(node.audiences, []) WHERE split(told, ':')[0] = 'named') AS is_named
