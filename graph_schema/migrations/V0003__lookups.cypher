// What changed since a version of the graph, and organisations by their public ids and by country.
CREATE INDEX organisation_changed_at IF NOT EXISTS FOR (n:Organisation) ON (n.changed_at);
CREATE INDEX project_changed_at IF NOT EXISTS FOR (n:Project) ON (n.changed_at);
CREATE INDEX cluster_changed_at IF NOT EXISTS FOR (n:Cluster) ON (n.changed_at);
CREATE INDEX organisation_pic IF NOT EXISTS FOR (n:Organisation) ON (n.pic);
CREATE INDEX organisation_vat IF NOT EXISTS FOR (n:Organisation) ON (n.vat);
CREATE INDEX organisation_name IF NOT EXISTS FOR (n:Organisation) ON (n.name);
CREATE INDEX organisation_country IF NOT EXISTS FOR (n:Organisation) ON (n.country);
