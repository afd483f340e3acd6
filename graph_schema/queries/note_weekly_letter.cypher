// An account has had this week's letter, or there was nothing to write to it.
MATCH (account:Account {id: $id})
SET account.weekly_letter_at = $now
REMOVE account.weekly_letter_claimed
