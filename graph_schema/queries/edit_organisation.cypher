// Facts told in an organisation's own name: what is null is taken away, and stays away. Nothing is done where somebody
// else has changed it since it was seen.
MATCH (node:Organisation {id: $id})
WITH node, $seen IS NOT NULL AND coalesce(node.changed_at, 0) <> $seen AS is_late,
     [key IN keys($facts) WHERE coalesce(node[key] <> $facts[key], (node[key] IS NULL) <> ($facts[key] IS NULL))]
       AS different
WITH node, is_late, CASE WHEN is_late THEN [] ELSE different END AS changed
FOREACH (_ IN CASE WHEN size(changed) > 0 THEN [1] ELSE [] END |
  SET node += $facts, node.changed_at = $version,
      node.fact_sources = [one IN coalesce(node.fact_sources, []) WHERE NOT split(one, '|')[0] IN changed]
        + [key IN changed | key + '|' + $source + '|' + toString(date($now))])
RETURN is_late, size(changed) AS changed
