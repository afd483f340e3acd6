CALL {
  WITH $since AS since WHERE since IS NOT NULL
  MATCH (organisation:Organisation) WHERE organisation.changed_at > since RETURN organisation
  UNION ALL
  WITH $after AS after WHERE after IS NOT NULL
  MATCH (organisation:Organisation) WHERE organisation.id > after AND organisation.id <= $upto RETURN organisation
}
MATCH (organisation)-[:MEMBER_OF]->(cluster:Cluster)
RETURN organisation.id AS organisation_id, cluster.id AS cluster_id
ORDER BY cluster_id, organisation_id
