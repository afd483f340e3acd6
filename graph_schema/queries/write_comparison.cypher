MATCH (one:Organisation {id: $one_id})
MATCH (other:Organisation {id: $other_id})
OPTIONAL MATCH (one)<-[former:COMPARED_WITH]-(other)
DELETE former
MERGE (one)-[tie:COMPARED_WITH]->(other)
SET tie.decision = $decision, tie.by = $by, tie.at = $now, tie.filled = $filled
RETURN one.id AS id
