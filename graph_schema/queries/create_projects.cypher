// Projects that are not there yet: nothing has to be compared.
UNWIND $rows AS row
CREATE (node:Project {id: row.id})
SET node += row.properties, node.first_seen = $now, node.last_seen = $now, node.source = $source,
    node.created_in = $version, node.changed_at = $version
RETURN count(*) AS found, count(*) AS created, sum(0) AS changed
