// A person decided that a row of a list is an organisation that is here already: its profiles are that one's.
UNWIND $rows AS row
MATCH (node:Organisation {id: row.same_as})
MATCH (former:Organisation {id: row.id})-[tie:OFFERS|SEEKS]->(profile:Profile) WHERE former.source = $source
SET profile.changed_at = $version
FOREACH (_ IN CASE type(tie) WHEN 'OFFERS' THEN [1] ELSE [] END | CREATE (node)-[:OFFERS]->(profile))
FOREACH (_ IN CASE type(tie) WHEN 'SEEKS' THEN [1] ELSE [] END | CREATE (node)-[:SEEKS]->(profile))
DELETE tie
