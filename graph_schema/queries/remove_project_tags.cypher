// What the source said before and no longer says. Ties are looked for from their subject, never
// from all capabilities: so the planner would have it while it knows of nothing but the vocabulary.
UNWIND $rows AS row
MATCH (subject:Project {id: row.id})
USING INDEX SEEK subject:Project(id)
WITH subject,
     [(subject)-[tie:ABOUT {source: $source}]->(capability) WHERE NOT capability.id IN row.capability_ids | tie] AS ties
WHERE size(ties) > 0
SET subject.changed_at = $version
WITH ties
UNWIND ties AS tie
DELETE tie
RETURN count(*) AS removed
