MATCH (:Introduction {id: $id})-[:HAS_STEP]->(step:IntroductionStep)
RETURN step.state AS state, step.reason AS reason, step.words AS words, step.by AS by, step.day AS day, step.at AS at,
       step.side AS side
ORDER BY at, step.id
