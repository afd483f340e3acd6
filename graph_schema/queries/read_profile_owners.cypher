UNWIND $ids AS id
MATCH (owner:Organisation)-[:OFFERS|SEEKS]->(:Profile {id: id})
RETURN id, owner.id AS organisation_id
