// The words by which the full-text index finds an organisation's capabilities, in every language of the vocabulary.
MATCH (node:Organisation) WHERE node.changed_at = $version
OPTIONAL MATCH (node)-[:HAS_CAPABILITY]->(capability:Capability) WHERE NOT EXISTS { (node)-[:DISPUTES]->(capability) }
WITH node, collect(DISTINCT capability) AS capabilities
WHERE size(capabilities) > 0 OR node.capability_text IS NOT NULL
SET node.capability_text = [capability IN capabilities | capability.label_en]
  + [capability IN capabilities WHERE capability.label_it IS NOT NULL | capability.label_it]
  + [capability IN capabilities WHERE capability.label_no IS NOT NULL | capability.label_no]
