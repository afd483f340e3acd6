MATCH (node:Organisation) WHERE node.changed_at = $version
REMOVE node:Firm:University:ResearchCentre:PublicBody:Association
FOREACH (_ IN CASE node.kind WHEN 'firm' THEN [1] ELSE [] END | SET node:Firm)
FOREACH (_ IN CASE node.kind WHEN 'university' THEN [1] ELSE [] END | SET node:University)
FOREACH (_ IN CASE node.kind WHEN 'research_centre' THEN [1] ELSE [] END | SET node:ResearchCentre)
FOREACH (_ IN CASE node.kind WHEN 'public_body' THEN [1] ELSE [] END | SET node:PublicBody)
FOREACH (_ IN CASE node.kind WHEN 'association' THEN [1] ELSE [] END | SET node:Association)
