// All that is known of one organisation by itself, with where it is known from.
MATCH (node:Organisation {id: $id})
RETURN node {.id, .name, .kind, .kind_evidence, .country, .region, .city, .latitude, .longitude, .website, .description,
             .is_sme, .employees, .size_class, .founded, .family_owned, .seeks_successor, .pic, .vat, .lei, .ror}
         AS organisation,
       coalesce(node.changed_at, 0) AS version, node.source AS source, coalesce(node.fact_sources, []) AS fact_sources,
       [(node)-[tie:HAS_CAPABILITY]->(capability) WHERE NOT EXISTS { (node)-[:DISPUTES]->(capability) } | {capability_id: capability.id, source: tie.source,
         evidence: tie.evidence, strength: tie.strength}] AS tags,
       [(node)-[tie:DISPUTES]->(capability) | {capability_id: capability.id, by: tie.by, at: tie.at}] AS disputes,
       [(node)-[tie:MEMBER_OF]->(cluster) | {id: cluster.id, source: tie.source}] AS memberships,
       COLLECT { MATCH (node)-[tie:TOOK_PART_IN]->() RETURN DISTINCT tie.source AS source ORDER BY source }
         AS project_sources
