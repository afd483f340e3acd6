// What the source said before and no longer says.
UNWIND $rows AS row
MATCH (subject:Project {id: row.id})-[tie:ABOUT {source: $source}]->(capability:Capability)
USING INDEX subject:Project(id)
WHERE NOT capability.id IN row.capability_ids
SET subject.changed_at = $version
DELETE tie
RETURN count(*) AS removed
