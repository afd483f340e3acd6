// A person decided that a row of a list is an organisation that is here already: its contact persons are that one's,
// and what it withholds is withheld there too, but for fields for which that one has chosen itself.
UNWIND $rows AS row
MATCH (node:Organisation {id: row.same_as}), (former:Organisation {id: row.id}) WHERE former.source = $source
FOREACH (_ IN CASE WHEN former.audiences IS NULL THEN [] ELSE [1] END |
  SET node.changed_at = $version,
      node.audiences = coalesce(node.audiences, []) + [told IN former.audiences
        WHERE none(own IN coalesce(node.audiences, []) WHERE split(own, ':')[0] = split(told, ':')[0])])
WITH node, former
MATCH (former)<-[tie:SPEAKS_FOR]-(contact:Contact)
CREATE (contact)-[:SPEAKS_FOR]->(node)
DELETE tie
