// What organisations told of themselves, which no list changes any more.
UNWIND $ids AS id
MATCH (node:Organisation {id: id}) WHERE node.fact_sources IS NOT NULL
WITH node, [one IN node.fact_sources WHERE split(one, '|')[1] = $source | split(one, '|')[0]] AS names
WHERE size(names) > 0
RETURN node.id AS id, names
