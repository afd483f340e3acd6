CALL {
  WITH $since AS since WHERE since IS NOT NULL
  MATCH (node:Project) WHERE node.changed_at > since RETURN node
  UNION ALL
  WITH $after AS after WHERE after IS NOT NULL
  MATCH (node:Project) WHERE node.id > after AND node.id <= $upto RETURN node
}
RETURN node.id AS id, node.acronym AS acronym, node.title AS title, node.objective AS objective, node.start AS start,
       node.end AS end, node.topics AS topics, node.call AS call, node.funding_scheme AS funding_scheme,
       node.programme AS programme
ORDER BY id
