// Organisations that are not there yet: nothing has to be compared. What is told of them is as `write_organisations` has it.
WITH '|' + $source + '|' + toString(date($now)) AS stamp
UNWIND $rows AS row
CREATE (node:Organisation {id: row.id})
SET node += row.properties, node.first_seen = $now, node.last_seen = $now, node.source = $source,
    node.created_in = $version, node.changed_at = $version,
    node.fact_sources = [key IN keys(row.properties) WHERE NOT key IN ['id', 'kind_evidence'] | key + stamp]
RETURN count(*) AS found, count(*) AS created, sum(0) AS changed
