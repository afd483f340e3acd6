// Told are "field:audience" for what is not for all, and the fields that are told of; others stay as they are.
MATCH (node:Organisation {id: $id})
WITH node, [told IN coalesce(node.audiences, []) WHERE NOT split(told, ':')[0] IN $fields] + $told AS fresh
WITH node, COLLECT { UNWIND fresh AS told RETURN told ORDER BY told } AS fresh
WITH node, fresh, fresh <> coalesce(node.audiences, []) AS is_changed
FOREACH (_ IN CASE WHEN is_changed THEN [1] ELSE [] END | SET node.audiences = fresh, node.changed_at = $version)
RETURN count(*) AS found, sum(CASE WHEN is_changed THEN 1 ELSE 0 END) AS changed
