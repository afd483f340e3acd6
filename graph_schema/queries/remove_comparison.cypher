MATCH (one {id: $one_id})-[tie:COMPARED_WITH]-(other {id: $other_id}) WHERE tie.decision <> 'same'
DELETE tie
RETURN one.id AS id
