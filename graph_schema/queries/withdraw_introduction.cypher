// What was said of a suggestion is taken back: it is a suggestion again, and its history tells that it was said.
MATCH (:Organisation {id: $organisation_id})<-[:MADE_FOR]-(node:Introduction {type: $match_type})
      -[:SUGGESTS]->(:Organisation {id: $partner_id})
WITH node, node.state <> 'suggested' AS is_changed
FOREACH (_ IN CASE WHEN is_changed THEN [1] ELSE [] END |
  SET node += {state: 'suggested', reason: null, words: null, by: $by, side: null, day: date($now)},
      node.updated = $now, node.changed_at = $version
  CREATE (step:IntroductionStep {id: node.id + '/' + toString($version)})
  SET step.state = 'suggested', step.by = $by, step.day = date($now), step.at = $now
  CREATE (node)-[:HAS_STEP]->(step))
RETURN count(*) AS found, sum(CASE WHEN is_changed THEN 1 ELSE 0 END) AS changed
