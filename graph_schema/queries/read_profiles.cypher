MATCH (owner:Organisation)-[:OFFERS|SEEKS]->(node:Profile) WHERE coalesce(node.changed_at, 0) > $since
RETURN node.id AS id, owner.id AS organisation_id, node.direction AS direction, node.subject AS subject,
       node.title AS title, node.text AS text, node.trl_min AS trl_min, node.trl_max AS trl_max, node.roles AS roles,
       node.agreements AS agreements, node.partner_kinds AS partner_kinds, node.countries AS countries,
       node.published AS published, node.expires AS expires, node.withdrawn AS withdrawn
ORDER BY id
