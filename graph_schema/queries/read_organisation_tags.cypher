// Of several sources' ties to one capability the strongest is told; none where the organisation says it is not its own.
CALL {
  WITH $since AS since WHERE since IS NOT NULL
  MATCH (subject:Organisation) WHERE subject.changed_at > since RETURN subject
  UNION ALL
  WITH $after AS after WHERE after IS NOT NULL
  MATCH (subject:Organisation) WHERE subject.id > after AND subject.id <= $upto RETURN subject
}
MATCH (subject)-[tie:HAS_CAPABILITY]->(capability:Capability) WHERE NOT EXISTS { (subject)-[:DISPUTES]->(capability) }
WITH subject.id AS subject_id, capability.id AS capability_id, tie ORDER BY tie.strength DESC, tie.source
WITH subject_id, capability_id, collect(tie)[0] AS tie
RETURN subject_id, capability_id, tie.evidence AS evidence, tie.strength AS strength
ORDER BY subject_id, strength DESC, capability_id
