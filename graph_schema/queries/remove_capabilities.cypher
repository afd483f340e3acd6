UNWIND $ids AS id
MATCH (node:Capability {id: id})
DETACH DELETE node
RETURN count(*) AS removed
