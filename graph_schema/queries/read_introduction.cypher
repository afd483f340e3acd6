// The introduction of two organisations for a match type, in whichever direction it was made; of two the later.
MATCH (organisation:Organisation)<-[:MADE_FOR]-(node:Introduction {type: $match_type})-[:SUGGESTS]->(partner:Organisation)
WHERE organisation.id IN [$organisation_id, $partner_id] AND partner.id IN [$organisation_id, $partner_id]
RETURN organisation.id AS organisation_id, partner.id AS partner_id, node.type AS match_type, node.state AS state,
       node.reason AS reason, node.words AS words, node.by AS by, node.day AS day, node.side AS side, node.id AS id,
       node.updated AS updated
ORDER BY node.state = 'suggested', node.updated DESC, node.id LIMIT 1
