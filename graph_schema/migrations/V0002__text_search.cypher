// Words of names, descriptions and capabilities, for people's own Cypher: CALL db.index.fulltext.queryNodes('organisation_text', 'biogas').
CREATE FULLTEXT INDEX organisation_text IF NOT EXISTS
FOR (n:Organisation) ON EACH [n.name, n.description, n.city, n.capability_text];
CREATE FULLTEXT INDEX project_text IF NOT EXISTS
FOR (n:Project) ON EACH [n.acronym, n.title, n.objective];
CREATE FULLTEXT INDEX capability_text IF NOT EXISTS
FOR (n:Capability) ON EACH [n.label_en, n.label_it, n.label_no, n.synonyms];
