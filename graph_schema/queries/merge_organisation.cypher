// One record becomes another one: that one takes copies of its ties, and what it did not know ($missing). The record
// itself and all its ties stay, under a label that nothing else asks for, so that it can be undone.
MATCH (gone:Organisation {id: $one_id})
MATCH (kept:Organisation {id: $other_id})
CALL { WITH gone, kept
  MATCH (gone)-[tie:MEMBER_OF]->(end) WHERE NOT (kept)-[:MEMBER_OF]->(end)
  CREATE (kept)-[copy:MEMBER_OF]->(end) SET copy = properties(tie), copy.copied_from = gone.id RETURN count(*) AS a }
CALL { WITH gone, kept
  MATCH (gone)-[tie:TOOK_PART_IN]->(end) WHERE NOT (kept)-[:TOOK_PART_IN]->(end)
  CREATE (kept)-[copy:TOOK_PART_IN]->(end)
  SET copy = properties(tie), copy.copied_from = gone.id, end.changed_at = $version RETURN count(*) AS b }
CALL { WITH gone, kept
  MATCH (gone)-[tie:HAS_CAPABILITY]->(end) WHERE NOT (kept)-[:HAS_CAPABILITY {source: tie.source}]->(end)
  CREATE (kept)-[copy:HAS_CAPABILITY]->(end) SET copy = properties(tie), copy.copied_from = gone.id RETURN count(*) AS c }
CALL { WITH gone, kept
  MATCH (gone)-[tie:DISPUTES]->(end) WHERE NOT (kept)-[:DISPUTES]->(end)
  CREATE (kept)-[copy:DISPUTES]->(end) SET copy = properties(tie), copy.copied_from = gone.id RETURN count(*) AS j }
CALL { WITH gone, kept
  MATCH (gone)-[tie:OFFERS]->(end)
  CREATE (kept)-[copy:OFFERS]->(end) SET copy.copied_from = gone.id, end.changed_at = $version RETURN count(*) AS d }
CALL { WITH gone, kept
  MATCH (gone)-[tie:SEEKS]->(end)
  CREATE (kept)-[copy:SEEKS]->(end) SET copy.copied_from = gone.id, end.changed_at = $version RETURN count(*) AS e }
CALL { WITH gone, kept
  MATCH (gone)<-[tie:ACTS_FOR]-(end)
  CREATE (kept)<-[copy:ACTS_FOR]-(end) SET copy.copied_from = gone.id RETURN count(*) AS f }
CALL { WITH gone, kept
  MATCH (gone)<-[tie:MADE_FOR]-(end) WHERE NOT (end)-[:SUGGESTS]->(kept)
  CREATE (kept)<-[copy:MADE_FOR]-(end) SET copy.copied_from = gone.id RETURN count(*) AS g }
CALL { WITH gone, kept
  MATCH (gone)<-[tie:SUGGESTS]-(end) WHERE NOT (end)-[:MADE_FOR]->(kept)
  CREATE (kept)<-[copy:SUGGESTS]-(end) SET copy.copied_from = gone.id RETURN count(*) AS h }
CALL { WITH gone, kept
  MATCH (gone)<-[tie:SPEAKS_FOR]-(end)
  CREATE (kept)<-[copy:SPEAKS_FOR]-(end) SET copy.copied_from = gone.id RETURN count(*) AS i }
CALL { WITH gone, kept
  MATCH (gone)<-[tie:REFUSED]-(end)
  CREATE (kept)<-[copy:REFUSED]-(end) SET copy.copied_from = gone.id RETURN count(*) AS k }
SET kept += $missing
// What the record withheld from some stays withheld from them, also after the two are parted again.
FOREACH (_ IN CASE WHEN gone.audiences IS NULL THEN [] ELSE [1] END |
  SET kept.audiences = coalesce(kept.audiences, []) + [told IN gone.audiences
        WHERE none(own IN coalesce(kept.audiences, []) WHERE split(own, ':')[0] = split(told, ':')[0])])
SET kept.other_ids = coalesce([id IN kept.other_ids WHERE id <> gone.id], []) + gone.id, kept.changed_at = $version
REMOVE gone:Organisation
SET gone:MergedOrganisation
RETURN kept.id AS id
