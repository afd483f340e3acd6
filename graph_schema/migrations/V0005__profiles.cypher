// Offers and requests: one stable id each, found by their words, and by what changed since a version of the graph.
CREATE CONSTRAINT profile_id IF NOT EXISTS FOR (n:Profile) REQUIRE n.id IS UNIQUE;
CREATE INDEX profile_changed_at IF NOT EXISTS FOR (n:Profile) ON (n.changed_at);
CREATE FULLTEXT INDEX profile_text IF NOT EXISTS
FOR (n:Profile) ON EACH [n.title, n.text];
