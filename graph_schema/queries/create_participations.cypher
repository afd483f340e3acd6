// Ties, each told once, of projects that this write created: nothing has to be compared.
UNWIND $rows AS row
WITH row.project_id AS project_id, collect(row) AS rows
MATCH (project:Project {id: project_id})
UNWIND rows AS row
MATCH (organisation:Organisation {id: row.organisation_id})
CREATE (organisation)-[:TOOK_PART_IN {role: row.role, order: row.order, source: $source}]->(project)
RETURN count(*) AS found, count(*) AS created, sum(0) AS changed
