// The language in which an account is written to.
MATCH (account:Account {id: $id}) SET account.language = $language
