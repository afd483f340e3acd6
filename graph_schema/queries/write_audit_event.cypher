MERGE (node:AuditEvent {id: $id})
ON CREATE SET node.event = $event, node.actor = $actor, node.about = $about, node.clusters = $clusters,
              node.address = $address, node.times = 1
ON MATCH SET node.times = node.times + 1
SET node.at = $now
