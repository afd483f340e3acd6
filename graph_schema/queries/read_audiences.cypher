// What is not for all, as "field:audience".
// What another program wrote has no version, and comes where everything is read ($since below 0).
CALL {
  MATCH (node:Organisation) WHERE node.changed_at > $since RETURN node
  UNION ALL
  WITH 1 AS one WHERE $since < 0 MATCH (node:Organisation) WHERE node.changed_at IS NULL RETURN node
}
UNWIND coalesce(node.audiences, []) AS told
RETURN node.id AS organisation_id, split(told, ':')[0] AS field, split(told, ':')[1] AS audience
ORDER BY organisation_id, field
