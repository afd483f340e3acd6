// What is known of some organisations, with what one source says they can do.
MATCH (node:Organisation) WHERE node.id IN $ids
RETURN node.id AS id,
       node {.name, .kind, .kind_evidence, .country, .region, .city, .latitude, .longitude, .website, .description,
             .is_sme, .employees, .size_class, .founded, .family_owned, .seeks_successor, .pic, .vat, .lei, .ror} AS facts,
       [(node)-[:MEMBER_OF]->(cluster:Cluster) | cluster.id] AS clusters,
       [(node)-[:HAS_CAPABILITY {source: $source}]->(capability:Capability) | capability.id] AS capabilities,
       [one IN coalesce(node.fact_sources, []) WHERE split(one, '|')[1] = $own | split(one, '|')[0]] AS own
