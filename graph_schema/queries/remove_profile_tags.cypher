// What the profile's text said before and no longer says.
UNWIND $rows AS row
MATCH (subject:Profile {id: row.id})-[tie:ABOUT]->(capability:Capability)
USING INDEX subject:Profile(id)
WHERE NOT capability.id IN row.capability_ids
SET subject.changed_at = $version
DELETE tie
RETURN count(*) AS removed
