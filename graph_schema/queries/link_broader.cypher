UNWIND $rows AS row
MATCH (node:Capability {id: row.id})
MATCH (other:Capability {id: row.other})
MERGE (node)-[:BROADER]->(other)
