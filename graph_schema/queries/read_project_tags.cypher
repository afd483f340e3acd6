// Of several sources' ties to one capability the strongest is told.
// What another program wrote has no version, and comes where everything is read ($since below 0).
CALL {
  MATCH (subject:Project) WHERE subject.changed_at > $since RETURN subject
  UNION ALL
  WITH 1 AS one WHERE $since < 0 MATCH (subject:Project) WHERE subject.changed_at IS NULL RETURN subject
}
MATCH (subject)-[tie:ABOUT]->(capability:Capability)
WITH subject.id AS subject_id, capability.id AS capability_id, tie ORDER BY tie.strength DESC, tie.source
WITH subject_id, capability_id, collect(tie)[0] AS tie
RETURN subject_id, capability_id, tie.evidence AS evidence, tie.strength AS strength
ORDER BY subject_id, strength DESC, capability_id
