MATCH (one)-[tie:COMPARED_WITH]->(other:Organisation)
RETURN one.id AS one_id, coalesce(one.name, one.id) AS one_name, other.id AS other_id,
       coalesce(other.name, other.id) AS other_name, tie.decision AS decision, tie.by AS by, tie.at AS at
ORDER BY at DESC, one_id, other_id
