// Introductions: their steps have a stable id each (they themselves since V0001), and what changed since a version is found quickly.
CREATE CONSTRAINT introduction_step_id IF NOT EXISTS FOR (n:IntroductionStep) REQUIRE n.id IS UNIQUE;
CREATE INDEX introduction_changed_at IF NOT EXISTS FOR (n:Introduction) ON (n.changed_at);
