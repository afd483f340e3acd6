// The contact persons of an organisation by name, with their consents, the oldest first.
MATCH (contact:Contact)-[:SPEAKS_FOR]->(:Organisation {id: $organisation_id})
RETURN contact {.id, .name, .role, .email, .phone, .created} AS contact,
       COLLECT {
         MATCH (contact)-[:GAVE]->(consent:Consent)
         OPTIONAL MATCH (account:Account {id: consent.by})
         RETURN consent {.id, .audience, .text, .expires, .recorded, .confirmed, .ended, .given,
                         language: coalesce(consent.language, 'en'), by: coalesce(account.name, consent.by)}
         ORDER BY consent.recorded
       } AS consents
ORDER BY toLower(contact.name), contact.id
