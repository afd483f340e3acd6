MATCH (node:AuditEvent) WHERE node.at > $since AND node.event = $event AND node.about = $about
RETURN coalesce(sum(node.times), 0) AS times
