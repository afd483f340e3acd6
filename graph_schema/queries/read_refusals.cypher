// Those that count now, of an address and organisation, or of a letter.
MATCH (refusal:Refusal)-[:REFUSED]->(organisation:Organisation)
WHERE refusal.until > $now
  AND (refusal.id = $id OR (organisation.id = $organisation_id AND refusal.address_key = $address_key))
RETURN refusal.id AS id, organisation.id AS organisation_id, refusal.until AS until
ORDER BY until DESC
LIMIT 1
