// Of several sources' ties to one capability the strongest is told.
MATCH (subject:Organisation)-[tie:HAS_CAPABILITY]->(capability:Capability) WHERE coalesce(subject.changed_at, 0) > $since
WITH subject.id AS subject_id, capability.id AS capability_id, tie ORDER BY tie.strength DESC, tie.source
WITH subject_id, capability_id, collect(tie)[0] AS tie
RETURN subject_id, capability_id, tie.evidence AS evidence, tie.strength AS strength
ORDER BY subject_id, strength DESC, capability_id
