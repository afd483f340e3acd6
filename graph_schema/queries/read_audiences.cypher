// What is not for all, as "field:audience".
CALL {
  WITH $since AS since WHERE since IS NOT NULL
  MATCH (node:Organisation) WHERE node.changed_at > since RETURN node
  UNION ALL
  WITH $after AS after WHERE after IS NOT NULL
  MATCH (node:Organisation) WHERE node.id > after AND node.id <= $upto RETURN node
}
UNWIND coalesce(node.audiences, []) AS told
RETURN node.id AS organisation_id, split(told, ':')[0] AS field, split(told, ':')[1] AS audience
ORDER BY organisation_id, field
