// A cluster's members, with the version of their last change and how many accounts act for each.
MATCH (node:Organisation)-[:MEMBER_OF]->(:Cluster {id: $cluster_id})
RETURN node.id AS id, node.name AS name, node.kind AS kind, node.city AS city, node.country AS country,
       coalesce(node.changed_at, 0) AS changed_at,
       COUNT { (account:Account)-[:ACTS_FOR]->(node) WHERE account.closed IS NULL } AS accounts
ORDER BY name, id
