// Whether an account wants the weekly letter. Told is whether that is another answer than before.
MATCH (account:Account {id: $id}) WHERE account.closed IS NULL
WITH account, coalesce(account.weekly_letter, false) <> $wanted AS is_changed
SET account.weekly_letter = $wanted
RETURN is_changed
