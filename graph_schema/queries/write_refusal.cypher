// The latest no of an address takes the place of those before.
MATCH (organisation:Organisation {id: $organisation_id})
OPTIONAL MATCH (organisation)<-[:REFUSED]-(former:Refusal {address_key: $address_key})
DETACH DELETE former
WITH DISTINCT organisation
MERGE (refusal:Refusal {id: $id})
SET refusal.address_key = $address_key, refusal.until = $until
MERGE (refusal)-[:REFUSED]->(organisation)
RETURN count(*) AS found
