// What the source said before and no longer says.
UNWIND $rows AS row
MATCH (subject:Organisation {id: row.id})-[tie:HAS_CAPABILITY {source: $source}]->(capability:Capability)
USING INDEX subject:Organisation(id)
WHERE NOT capability.id IN row.capability_ids
SET subject.changed_at = $version
DELETE tie
RETURN count(*) AS removed
