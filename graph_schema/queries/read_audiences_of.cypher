// What of one organisation is not for all, as "field:audience".
MATCH (node:Organisation {id: $id})
UNWIND coalesce(node.audiences, []) AS told
RETURN node.id AS organisation_id, split(told, ':')[0] AS field, split(told, ':')[1] AS audience
ORDER BY field
