// They follow from the profile's own text, whoever wrote it, so there is one tie a capability.
UNWIND $rows AS row
MATCH (subject:Profile {id: row.subject_id})
MATCH (capability:Capability {id: row.capability_id})
MERGE (subject)-[tie:ABOUT]->(capability)
WITH subject, tie, row, tie.strength IS NULL AS is_new,
     coalesce(tie.strength <> row.strength OR tie.evidence <> row.evidence, true) AS is_changed
FOREACH (_ IN CASE WHEN is_changed THEN [1] ELSE [] END |
  SET tie.strength = row.strength, tie.evidence = row.evidence, tie.source = $source, subject.changed_at = $version)
RETURN count(*) AS found, sum(CASE WHEN is_new THEN 1 ELSE 0 END) AS created,
       sum(CASE WHEN is_changed AND NOT is_new THEN 1 ELSE 0 END) AS changed
