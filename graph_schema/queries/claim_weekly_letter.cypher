// The next account of an organisation's own people that wants the weekly letter and has had none since $before; that it
// gets one is written down first, so that nobody gets two.
MATCH (account:Account {weekly_letter: true})
WHERE account.closed IS NULL AND coalesce(account.weekly_letter_at < $before, true)
  AND EXISTS { (account)-[:ACTS_FOR]->(:Organisation) }
WITH account ORDER BY account.id LIMIT 1
SET account.weekly_letter_at = $now
RETURN account.id AS id
