// What another program wrote has no version, and comes where everything is read ($since below 0).
CALL {
  MATCH (organisation:Organisation) WHERE organisation.changed_at > $since RETURN organisation
  UNION ALL
  WITH 1 AS one WHERE $since < 0 MATCH (organisation:Organisation) WHERE organisation.changed_at IS NULL RETURN organisation
}
MATCH (organisation)-[:MEMBER_OF]->(cluster:Cluster)
RETURN organisation.id AS organisation_id, cluster.id AS cluster_id
ORDER BY cluster_id, organisation_id
