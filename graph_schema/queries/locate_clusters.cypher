// A region's id is its NUTS code; where only the country is known, the country stands for the region.
MATCH (node:Cluster) WHERE node.changed_at = $version AND coalesce(node.region, node.country) IS NOT NULL
MERGE (region:Region {id: coalesce(node.region, node.country)})
ON CREATE SET region.country = node.country
FOREACH (_ IN CASE WHEN node.region <> node.country THEN [1] ELSE [] END |
  MERGE (country:Region {id: node.country})
  ON CREATE SET country.country = node.country
  MERGE (region)-[:PART_OF]->(country)
)
WITH node, region
OPTIONAL MATCH (node)-[former:LOCATED_IN]->(other) WHERE other <> region
DELETE former
MERGE (node)-[:LOCATED_IN]->(region)
