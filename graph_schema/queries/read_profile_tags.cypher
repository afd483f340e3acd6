MATCH (subject:Profile)-[tie:ABOUT]->(capability:Capability) WHERE coalesce(subject.changed_at, 0) > $since
RETURN subject.id AS subject_id, capability.id AS capability_id, tie.evidence AS evidence, tie.strength AS strength
ORDER BY subject_id, strength DESC, capability_id
