// What merging did is undone: the copies go, and so does what the other one took over and nobody changed since.
MATCH (gone:MergedOrganisation {id: $one_id})-[same:COMPARED_WITH {decision: 'same'}]->(kept:Organisation {id: $other_id})
WHERE NOT EXISTS { MATCH (:Organisation {id: $one_id}) }
CALL { WITH gone MATCH (gone)-[:TOOK_PART_IN|OFFERS|SEEKS]->(end) SET end.changed_at = $version RETURN count(*) AS ends }
CALL { WITH gone, kept MATCH (kept)-[copy]-() WHERE copy.copied_from = gone.id DELETE copy RETURN count(*) AS copies }
SET kept.other_ids = [id IN kept.other_ids WHERE id <> gone.id], kept.changed_at = $version
REMOVE gone:MergedOrganisation
SET gone:Organisation, gone.changed_at = $version
WITH gone, kept, same, coalesce(same.filled, []) AS filled
DELETE same
RETURN gone.id AS id, [name IN filled WHERE kept[name] = gone[name]] AS unfilled
