// What another program wrote has no version, and comes where everything is read ($since below 0).
CALL {
  MATCH (project:Project) WHERE project.changed_at > $since RETURN project
  UNION ALL
  WITH 1 AS one WHERE $since < 0 MATCH (project:Project) WHERE project.changed_at IS NULL RETURN project
}
MATCH (project)<-[tie:TOOK_PART_IN]-(organisation:Organisation)
RETURN organisation.id AS organisation_id, project.id AS project_id, tie.role AS role, tie.order AS order
ORDER BY project_id, order, organisation_id
