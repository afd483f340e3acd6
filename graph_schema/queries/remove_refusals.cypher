// That of a letter, or all that count no more.
MATCH (refusal:Refusal) WHERE refusal.id = $id OR refusal.until <= $now
DETACH DELETE refusal
RETURN count(*) AS removed
