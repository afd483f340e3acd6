UNWIND $rows AS row
MATCH (organisation:Organisation {id: row.organisation_id})
MATCH (project:Project {id: row.project_id})
MERGE (organisation)-[tie:TOOK_PART_IN]->(project)
WITH project, tie, row, tie.role IS NULL AS is_new,
     coalesce(tie.role <> row.role OR tie.order <> row.order, true) AS is_changed
FOREACH (_ IN CASE WHEN is_changed THEN [1] ELSE [] END |
  SET tie.role = row.role, tie.order = row.order, tie.source = $source)
FOREACH (_ IN CASE WHEN is_changed AND coalesce(project.changed_at <> $version, true) THEN [1] ELSE [] END |
  SET project.changed_at = $version)
RETURN count(*) AS found, sum(CASE WHEN is_new THEN 1 ELSE 0 END) AS created,
       sum(CASE WHEN is_changed AND NOT is_new THEN 1 ELSE 0 END) AS changed
