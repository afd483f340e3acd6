MATCH (node:Invitation {token_sha256: $token_sha256}) WHERE node.used IS NULL AND node.expires > $now
RETURN node {.id, .role, .email, .by, .expires} AS invitation,
       head(COLLECT { MATCH (node)-[:ACTS_FOR]->(one:Organisation) RETURN one.id }) AS organisation_id,
       head(COLLECT { MATCH (node)-[:ACTS_FOR]->(one:Cluster) RETURN one.id }) AS cluster_id,
       head(COLLECT { MATCH (node)-[:ACTS_FOR]->(one:Network) RETURN one.id }) AS network_id,
       head(COLLECT { MATCH (node)-[:RENEWS]->(one:Account) RETURN one.id }) AS renews
