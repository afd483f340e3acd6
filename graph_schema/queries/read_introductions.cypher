// All of which something was said, or those of one organisation; of two for the same pair (after a merge) the later.
MATCH (organisation:Organisation)<-[:MADE_FOR]-(node:Introduction)-[:SUGGESTS]->(partner:Organisation)
WHERE node.state <> 'suggested' AND ($organisation_id IS NULL OR organisation.id = $organisation_id)
WITH organisation, partner, node ORDER BY node.updated DESC, node.id
WITH organisation.id AS organisation_id, partner.id AS partner_id, node.type AS match_type, collect(node)[0] AS node
RETURN organisation_id, partner_id, match_type, node.state AS state, node.reason AS reason, node.words AS words,
       node.by AS by, node.day AS day
ORDER BY organisation_id, partner_id, match_type
