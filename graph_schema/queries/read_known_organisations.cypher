// Which organisations are there, with the facts that they tell themselves, which no list changes any more.
UNWIND $ids AS id
MATCH (node:Organisation {id: id})
RETURN node.id AS id,
       [one IN coalesce(node.fact_sources, []) WHERE split(one, '|')[1] = $own | split(one, '|')[0]] AS own
