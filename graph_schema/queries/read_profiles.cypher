CALL {
  WITH $since AS since WHERE since IS NOT NULL
  MATCH (node:Profile) WHERE node.changed_at > since RETURN node
  UNION ALL
  WITH $after AS after WHERE after IS NOT NULL
  MATCH (node:Profile) WHERE node.id > after AND node.id <= $upto RETURN node
}
MATCH (owner:Organisation)-[:OFFERS|SEEKS]->(node)
RETURN node.id AS id, owner.id AS organisation_id, node.direction AS direction, node.subject AS subject,
       node.title AS title, node.text AS text, node.trl_min AS trl_min, node.trl_max AS trl_max, node.roles AS roles,
       node.agreements AS agreements, node.partner_kinds AS partner_kinds, node.countries AS countries,
       node.published AS published, node.expires AS expires, node.withdrawn AS withdrawn
ORDER BY id
