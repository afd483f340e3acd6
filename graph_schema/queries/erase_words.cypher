// What was said in an organisation's introductions stays, without who is to be erased.
MATCH (:Organisation {id: $organisation_id})<-[:MADE_FOR|SUGGESTS]-(introduction:Introduction)
OPTIONAL MATCH (introduction)-[:HAS_STEP]->(step:IntroductionStep)
WITH collect(DISTINCT introduction) + collect(DISTINCT step) AS nodes
UNWIND nodes AS node
WITH node WHERE any(word IN $words WHERE node.words CONTAINS word OR node.by CONTAINS word)
SET node.words = reduce(text = node.words, word IN $words | replace(text, word, $erased)),
    node.by = reduce(text = node.by, word IN $words | replace(text, word, $erased))
