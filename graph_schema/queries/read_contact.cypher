// A contact person, with their consents, the oldest first.
MATCH (contact:Contact {id: $id})-[:SPEAKS_FOR]->(organisation:Organisation)
RETURN organisation.id AS organisation_id,
       contact {.id, .name, .role, .email, .phone, .created} AS contact,
       COLLECT {
         MATCH (contact)-[:GAVE]->(consent:Consent)
         OPTIONAL MATCH (account:Account {id: consent.by})
         RETURN consent {.id, .audience, .text, .expires, .recorded, .confirmed, .ended, .given,
                         language: coalesce(consent.language, 'en'), by: coalesce(account.name, consent.by)}
         ORDER BY consent.recorded
       } AS consents
LIMIT 1
