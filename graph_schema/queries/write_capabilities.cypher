UNWIND $rows AS row
MERGE (node:Capability {id: row.id})
SET node = row.properties
SET node.id = row.id
WITH node
OPTIONAL MATCH (node)-[former:BROADER|FEEDS]->()
DELETE former
