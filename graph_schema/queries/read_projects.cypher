// What another program wrote has no version, and comes where everything is read ($since below 0).
CALL {
  MATCH (node:Project) WHERE node.changed_at > $since RETURN node
  UNION ALL
  WITH 1 AS one WHERE $since < 0 MATCH (node:Project) WHERE node.changed_at IS NULL RETURN node
}
RETURN node.id AS id, node.acronym AS acronym, node.title AS title, node.objective AS objective, node.start AS start,
       node.end AS end, node.topics AS topics, node.call AS call, node.funding_scheme AS funding_scheme,
       node.programme AS programme
ORDER BY id
