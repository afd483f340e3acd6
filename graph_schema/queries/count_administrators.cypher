MATCH (account:Account {role: 'administrator'}) WHERE account.closed IS NULL
RETURN count(account) AS number
