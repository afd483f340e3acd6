// Introductions in which a side has not answered since $before; that it is reminded is written down first, by one.
MATCH (organisation:Organisation)<-[:MADE_FOR]-(node:Introduction)-[:SUGGESTS]->(partner:Organisation)
WHERE node.state IN ['proposed', 'interested'] AND coalesce(node.reminded, node.updated) < $before
  AND coalesce(node.reminders, 0) < $most
SET node.reminders = coalesce(node.reminders, 0) + 1, node.reminded = $now
RETURN organisation.id AS organisation_id, partner.id AS partner_id, node.type AS match_type, node.state AS state,
       node.reason AS reason, node.words AS words, node.by AS by, node.day AS day, node.side AS side, node.id AS id,
       node.updated AS updated
ORDER BY id
