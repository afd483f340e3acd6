// What was said in an organisation's introductions, in what stands and in each step.
MATCH (:Organisation {id: $organisation_id})<-[:MADE_FOR|SUGGESTS]-(introduction:Introduction)
OPTIONAL MATCH (introduction)-[:HAS_STEP]->(step:IntroductionStep)
WITH collect(DISTINCT introduction) + collect(DISTINCT step) AS nodes
UNWIND nodes AS node
RETURN elementId(node) AS node, node.words AS words, node.by AS by
