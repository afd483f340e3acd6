// One introduction a pair and match type; each change of its state is a step that stays. The same again changes nothing.
MATCH (organisation:Organisation {id: $organisation_id}), (partner:Organisation {id: $partner_id})
OPTIONAL MATCH (organisation)<-[:MADE_FOR]-(known:Introduction {type: $match_type})-[:SUGGESTS]->(partner)
WITH organisation, partner, coalesce(min(known.id), $id) AS id
MERGE (node:Introduction {id: id})
ON CREATE SET node.type = $match_type, node.created_in = $version
MERGE (node)-[:MADE_FOR]->(organisation)
MERGE (node)-[:SUGGESTS]->(partner)
WITH node, node.created_in = $version AS is_new, $told AS said
WITH node, is_new,
     said {.*, day: coalesce(said.day, CASE WHEN node.state = said.state THEN node.day END, date($now))} AS told
WITH node, told, is_new,
     any(key IN keys(told) WHERE coalesce(node[key] <> told[key], node[key] IS NOT NULL OR told[key] IS NOT NULL))
     AS is_changed
FOREACH (_ IN CASE WHEN is_changed THEN [1] ELSE [] END |
  SET node += told, node.updated = $now, node.changed_at = $version, node.reminders = null, node.reminded = null
  CREATE (step:IntroductionStep {id: node.id + '/' + toString($version)})
  SET step += told, step.at = $now
  CREATE (node)-[:HAS_STEP]->(step))
RETURN count(*) AS found, sum(CASE WHEN is_new THEN 1 ELSE 0 END) AS created,
       sum(CASE WHEN is_changed AND NOT is_new THEN 1 ELSE 0 END) AS changed
