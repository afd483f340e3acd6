CALL {
  WITH $since AS since WHERE since IS NOT NULL
  MATCH (subject:Profile) WHERE subject.changed_at > since RETURN subject
  UNION ALL
  WITH $after AS after WHERE after IS NOT NULL
  MATCH (subject:Profile) WHERE subject.id > after AND subject.id <= $upto RETURN subject
}
MATCH (subject)-[tie:ABOUT]->(capability:Capability)
RETURN subject.id AS subject_id, capability.id AS capability_id, tie.evidence AS evidence, tie.strength AS strength
ORDER BY subject_id, strength DESC, capability_id
