// A person decided that a row of a list is an organisation that is here already: its introductions are that one's.
UNWIND $rows AS row
MATCH (node:Organisation {id: row.same_as})
MATCH (former:Organisation {id: row.id})<-[tie:MADE_FOR|SUGGESTS]-(introduction:Introduction)
WHERE former.source = $source
SET introduction.changed_at = $version
FOREACH (_ IN CASE type(tie) WHEN 'MADE_FOR' THEN [1] ELSE [] END | CREATE (introduction)-[:MADE_FOR]->(node))
FOREACH (_ IN CASE type(tie) WHEN 'SUGGESTS' THEN [1] ELSE [] END | CREATE (introduction)-[:SUGGESTS]->(node))
DELETE tie
