// One introduction by its id, or the later of those of two organisations for a match type, in whichever direction.
MATCH (organisation:Organisation)<-[:MADE_FOR]-(node:Introduction)-[:SUGGESTS]->(partner:Organisation)
WHERE node.id = $id OR ($id IS NULL AND node.type = $match_type
  AND ((organisation.id = $organisation_id AND partner.id = $partner_id)
    OR (organisation.id = $partner_id AND partner.id = $organisation_id)))
RETURN organisation.id AS organisation_id, partner.id AS partner_id, node.type AS match_type, node.state AS state,
       node.reason AS reason, node.words AS words, node.by AS by, node.day AS day, node.side AS side, node.id AS id,
       node.updated AS updated
ORDER BY node.state = 'suggested', node.updated DESC, node.id LIMIT 1
