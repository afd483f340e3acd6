// A region's id is its NUTS code; where only the country is known, the country stands for the region.
MATCH (node:Organisation) WHERE node.changed_at = $version AND coalesce(node.region, node.country) IS NOT NULL
WITH coalesce(node.region, node.country) AS id, node.country AS code, collect(node) AS nodes
MERGE (region:Region {id: id})
ON CREATE SET region.country = code
FOREACH (_ IN CASE WHEN id <> code THEN [1] ELSE [] END |
  MERGE (country:Region {id: code})
  ON CREATE SET country.country = code
  MERGE (region)-[:PART_OF]->(country)
)
WITH region, nodes
UNWIND nodes AS node
OPTIONAL MATCH (node)-[former:LOCATED_IN]->(other) WHERE other <> region
DELETE former
MERGE (node)-[:LOCATED_IN]->(region)
