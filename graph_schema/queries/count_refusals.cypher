// How often logging in was refused since a moment: for this address of a person, and from this address of a machine.
MATCH (node:AuditEvent) WHERE node.at > $since AND node.event = 'login:refused'
WITH node, node.about = $about AND coalesce(node.address = $address, $address IS NULL) AS is_here
RETURN sum(CASE WHEN node.about = $about THEN node.times ELSE 0 END) AS about,
       sum(CASE WHEN is_here THEN node.times ELSE 0 END) AS here,
       max(CASE WHEN is_here THEN node.at END) AS last_here,
       sum(CASE WHEN node.address = $address THEN node.times ELSE 0 END) AS address
