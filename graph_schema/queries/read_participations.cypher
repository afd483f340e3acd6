MATCH (project:Project)<-[tie:TOOK_PART_IN]-(organisation:Organisation) WHERE coalesce(project.changed_at, 0) > $since
RETURN organisation.id AS organisation_id, project.id AS project_id, tie.role AS role, tie.order AS order
ORDER BY project_id, order, organisation_id
