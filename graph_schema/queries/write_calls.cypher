MATCH (node:Project) WHERE node.changed_at = $version AND node.call IS NOT NULL
WITH node.call AS id, collect(node) AS nodes
MERGE (call:FundingCall {id: id})
WITH call, nodes
UNWIND nodes AS node
OPTIONAL MATCH (node)-[former:PART_OF]->(other:FundingCall) WHERE other <> call
DELETE former
MERGE (node)-[:PART_OF]->(call)
