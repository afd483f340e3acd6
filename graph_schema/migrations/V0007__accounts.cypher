// Accounts: one an e-mail address. Invitations and keys by their hash or public part, what happened by time and by whom it is about.
CREATE CONSTRAINT invitation_id IF NOT EXISTS FOR (n:Invitation) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT account_email IF NOT EXISTS FOR (n:Account) REQUIRE n.email IS UNIQUE;
CREATE INDEX invitation_token IF NOT EXISTS FOR (n:Invitation) ON (n.token_sha256);
CREATE INDEX audit_event_at IF NOT EXISTS FOR (n:AuditEvent) ON (n.at);
CREATE INDEX audit_event_about IF NOT EXISTS FOR (n:AuditEvent) ON (n.about);
CREATE INDEX audit_event_address IF NOT EXISTS FOR (n:AuditEvent) ON (n.address);
