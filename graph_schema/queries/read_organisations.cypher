CALL {
  WITH $since AS since WHERE since IS NOT NULL
  MATCH (node:Organisation) WHERE node.changed_at > since RETURN node
  UNION ALL
  WITH $after AS after WHERE after IS NOT NULL
  MATCH (node:Organisation) WHERE node.id > after AND node.id <= $upto RETURN node
}
RETURN node.id AS id, node.name AS name, node.kind AS kind, node.kind_evidence AS kind_evidence,
       node.country AS country, node.region AS region, node.city AS city, node.latitude AS latitude,
       node.longitude AS longitude, node.website AS website, node.description AS description, node.is_sme AS is_sme,
       node.employees AS employees, node.size_class AS size_class, node.founded AS founded,
       node.family_owned AS family_owned, node.seeks_successor AS seeks_successor,
       node.pic AS pic, node.vat AS vat, node.lei AS lei, node.ror AS ror
ORDER BY id
