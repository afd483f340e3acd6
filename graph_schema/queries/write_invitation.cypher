// The invitation hangs on what it is for; where that is not in the graph, no row comes back and nothing is made.
OPTIONAL MATCH (organisation:Organisation {id: $organisation_id})
OPTIONAL MATCH (cluster:Cluster {id: $cluster_id})
OPTIONAL MATCH (network:Network {id: $network_id})
OPTIONAL MATCH (renewed:Account {id: $renews})
WITH organisation, cluster, network, renewed
WHERE ($organisation_id IS NULL OR organisation IS NOT NULL) AND ($cluster_id IS NULL OR cluster IS NOT NULL)
  AND ($network_id IS NULL OR network IS NOT NULL) AND ($renews IS NULL OR renewed IS NOT NULL)
CREATE (node:Invitation {id: $id})
SET node.token_sha256 = $token_sha256, node.role = $role, node.email = $email, node.by = $by,
    node.created = $now, node.expires = $expires
FOREACH (one IN [one IN [organisation, cluster, network] WHERE one IS NOT NULL] | CREATE (node)-[:ACTS_FOR]->(one))
FOREACH (one IN [one IN [renewed] WHERE one IS NOT NULL] | CREATE (node)-[:RENEWS]->(one))
RETURN node.id AS id
