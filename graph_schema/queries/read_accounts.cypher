// All accounts, or those of one cluster: its managers and the members of its organisations.
MATCH (account:Account)
WHERE $cluster IS NULL
   OR EXISTS { (account)-[:ACTS_FOR]->(:Cluster {id: $cluster}) }
   OR EXISTS { (account)-[:ACTS_FOR]->(:Organisation)-[:MEMBER_OF]->(:Cluster {id: $cluster}) }
RETURN account {.id, .email, .name, .role, .session_stamp, .created, .last_login, .closed, .language, .weekly_letter}
         AS account,
       head(COLLECT { MATCH (account)-[:ACTS_FOR]->(one:Organisation) RETURN one.id }) AS organisation_id,
       head(COLLECT { MATCH (account)-[:ACTS_FOR]->(one:Cluster) RETURN one.id }) AS cluster_id,
       head(COLLECT { MATCH (account)-[:ACTS_FOR]->(one:Network) RETURN one.id }) AS network_id,
       [] AS clusters, [] AS open_clusters
ORDER BY account.email
