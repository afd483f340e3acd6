// The account of an invitation that is being used, acting for what the invitation says.
MATCH (invitation:Invitation {id: $invitation_id})
OPTIONAL MATCH (known:Account {email: $email})
WITH invitation, known WHERE known IS NULL
CREATE (account:Account {id: $id})
SET account.email = $email, account.name = $name, account.role = invitation.role, account.created = $now,
    account.password_hash = $password_hash, account.session_stamp = $session_stamp
WITH account, COLLECT { MATCH (invitation)-[:ACTS_FOR]->(one) RETURN one } AS represented
FOREACH (one IN represented | CREATE (account)-[:ACTS_FOR]->(one))
RETURN account.id AS id
