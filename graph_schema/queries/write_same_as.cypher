// A person decided that a row of a list is an organisation that is here already: its own id is remembered there,
// and a node that the same list made before goes, if nothing else knows of it.
UNWIND $rows AS row
MATCH (node:Organisation {id: row.same_as})
SET node.other_ids = coalesce([id IN node.other_ids WHERE id <> row.id], []) + row.id
WITH row
MATCH (former:Organisation {id: row.id}) WHERE former.source = $source AND NOT (former)-[:TOOK_PART_IN]->()
WITH former, former.id AS id
DETACH DELETE former
RETURN count(*) AS removed, collect(id) AS ids
