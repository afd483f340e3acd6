// The next account of an organisation's own people that wants the weekly letter and has had none since $before. That
// somebody writes it is written down first, so that nobody gets two; who has not come to an end with it since $lapsed
// was held up, and the letter is anybody's again.
MATCH (account:Account {weekly_letter: true})
WHERE account.closed IS NULL AND coalesce(account.weekly_letter_at < $before, true)
  AND coalesce(account.weekly_letter_claimed < $lapsed, true)
  AND EXISTS { (account)-[:ACTS_FOR]->(:Organisation) }
WITH account ORDER BY account.id LIMIT 1
SET account.weekly_letter_claimed = $now
RETURN account.id AS id
