// The latest first; those of one cluster, or all.
MATCH (node:AuditEvent)
WHERE node.at < $before AND ($cluster IS NULL OR $cluster IN node.clusters)
WITH node ORDER BY node.at DESC, node.id LIMIT $limit
OPTIONAL MATCH (actor:Account {id: node.actor})
OPTIONAL MATCH (about:Account {id: node.about})
RETURN node.event AS event, node.at AS at, node.actor AS actor, node.about AS about, node.clusters AS clusters,
       node.address AS address, node.times AS times, actor.name AS actor_name, about.name AS about_name
ORDER BY at DESC
