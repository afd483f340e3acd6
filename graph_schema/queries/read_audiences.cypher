// What is not for all, as "field:audience".
MATCH (node:Organisation)
WHERE coalesce(node.changed_at, 0) > $since AND ($id IS NULL OR node.id = $id) AND node.audiences IS NOT NULL
UNWIND node.audiences AS told
RETURN node.id AS organisation_id, split(told, ':')[0] AS field, split(told, ':')[1] AS audience
ORDER BY organisation_id, field
