// It stays, so that its id is not taken again and links to it still tell what it was.
MATCH (node:Profile {id: $id})
WITH node, node.withdrawn IS NULL AS is_changed
FOREACH (_ IN CASE WHEN is_changed THEN [1] ELSE [] END | SET node.withdrawn = date($now), node.changed_at = $version)
RETURN count(*) AS found, sum(CASE WHEN is_changed THEN 1 ELSE 0 END) AS changed
