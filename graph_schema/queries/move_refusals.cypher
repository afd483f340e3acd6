// A person decided that a row of a list is an organisation that is here already: who said no to the one said it to both.
UNWIND $rows AS row
MATCH (node:Organisation {id: row.same_as}), (former:Organisation {id: row.id}) WHERE former.source = $source
MATCH (former)<-[tie:REFUSED]-(refusal:Refusal)
CREATE (refusal)-[:REFUSED]->(node)
DELETE tie
