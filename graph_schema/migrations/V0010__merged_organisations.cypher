// Records that a person found to be of another organisation.
CREATE CONSTRAINT merged_organisation_id IF NOT EXISTS FOR (n:MergedOrganisation) REQUIRE n.id IS UNIQUE;
