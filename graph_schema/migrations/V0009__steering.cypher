// What managers want of suggestions: one pin, exclusion or weighting of a kind.
CREATE CONSTRAINT wish_id IF NOT EXISTS FOR (n:Wish) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT weighting_id IF NOT EXISTS FOR (n:Weighting) REQUIRE n.id IS UNIQUE;
