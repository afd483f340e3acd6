// One account by its id, its e-mail address or a key that counts, with the clusters it belongs to and those open to it.
OPTIONAL MATCH (by_key:Account)-[:HOLDS]->(key:ApiKey {id: $key_id})
WHERE key.revoked IS NULL AND key.expires > $now
OPTIONAL MATCH (by_id:Account {id: $id})
OPTIONAL MATCH (by_email:Account {email: $email})
WITH coalesce(by_key, by_id, by_email) AS account, key WHERE account IS NOT NULL
WITH account, key,
     head(COLLECT { MATCH (account)-[:ACTS_FOR]->(one:Organisation) RETURN one.id }) AS organisation_id,
     head(COLLECT { MATCH (account)-[:ACTS_FOR]->(one:Cluster) RETURN one.id }) AS cluster_id,
     head(COLLECT { MATCH (account)-[:ACTS_FOR]->(one:Network) RETURN one.id }) AS network_id,
     COLLECT { MATCH (account)-[:ACTS_FOR]->(one:Cluster) RETURN one
               UNION MATCH (account)-[:ACTS_FOR]->(:Organisation)-[:MEMBER_OF]->(one:Cluster) RETURN one } AS own,
     COLLECT { MATCH (account)-[:ACTS_FOR]->(one:Network) RETURN one } AS networks
RETURN account {.id, .email, .name, .role, .session_stamp, .password_hash, .created, .last_login, .closed,
                .language, .weekly_letter} AS account,
       organisation_id, cluster_id, network_id, [one IN own | one.id] AS clusters,
       COLLECT { MATCH (one:Cluster)-[:OPEN_TO]->(reader) WHERE reader IN own OR reader IN networks RETURN one.id
                 UNION MATCH (one:Cluster)-[:OPEN_TO]->(:Network)<-[:PART_OF]-(reader:Cluster) WHERE reader IN own
                 RETURN one.id } AS open_clusters,
       key {.sha256, .scopes, .last_used} AS key
