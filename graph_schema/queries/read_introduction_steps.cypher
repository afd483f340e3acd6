MATCH (:Organisation {id: $organisation_id})<-[:MADE_FOR]-(node:Introduction)-[:SUGGESTS]->(partner:Organisation)
MATCH (node)-[:HAS_STEP]->(step:IntroductionStep)
RETURN partner.id AS partner_id, node.type AS match_type, step.state AS state, step.reason AS reason,
       step.words AS words, step.by AS by, step.day AS day, step.at AS at, step.side AS side
ORDER BY partner_id, match_type, at, step.id
