MATCH (node:Capability)
RETURN node.id AS id, node.fingerprint AS fingerprint
