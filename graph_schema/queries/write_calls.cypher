MATCH (node:Project) WHERE node.changed_at = $version AND node.call IS NOT NULL
MERGE (call:FundingCall {id: node.call})
WITH node, call
OPTIONAL MATCH (node)-[former:PART_OF]->(other:FundingCall) WHERE other <> call
DELETE former
MERGE (node)-[:PART_OF]->(call)
