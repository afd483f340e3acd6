// What was suggested to an organisation in a week is one node a week, however many ask at once.
CREATE CONSTRAINT weekly_suggestions_id IF NOT EXISTS FOR (n:WeeklySuggestions) REQUIRE n.id IS UNIQUE;
