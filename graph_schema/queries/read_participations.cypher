CALL {
  WITH $since AS since WHERE since IS NOT NULL
  MATCH (project:Project) WHERE project.changed_at > since RETURN project
  UNION ALL
  WITH $after AS after WHERE after IS NOT NULL
  MATCH (project:Project) WHERE project.id > after AND project.id <= $upto RETURN project
}
MATCH (project)<-[tie:TOOK_PART_IN]-(organisation:Organisation)
RETURN organisation.id AS organisation_id, project.id AS project_id, tie.role AS role, tie.order AS order
ORDER BY project_id, order, organisation_id
