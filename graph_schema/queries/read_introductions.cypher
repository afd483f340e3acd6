// All of which something was said, or those of some organisations, in whichever direction if $either; of two for the
// same pair (after a merge) the later.
MATCH (organisation:Organisation)<-[:MADE_FOR]-(node:Introduction)-[:SUGGESTS]->(partner:Organisation)
WHERE node.state <> 'suggested'
  AND ($ids IS NULL OR organisation.id IN $ids OR ($either AND partner.id IN $ids))
WITH organisation, partner, node ORDER BY node.updated DESC, node.id
WITH organisation.id AS organisation_id, partner.id AS partner_id, node.type AS match_type, collect(node)[0] AS node
RETURN organisation_id, partner_id, match_type, node.state AS state, node.reason AS reason, node.words AS words,
       node.by AS by, node.day AS day, node.side AS side, node.id AS id, node.updated AS updated
ORDER BY organisation_id, partner_id, match_type
