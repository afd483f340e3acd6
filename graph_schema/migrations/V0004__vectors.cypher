// Nearest neighbours of an organisation's profile, for people's own Cypher. 384 is the length of the vectors of the model that is installed
// with the requirements, and of multilingual-e5-small. Vectors of another length are kept, but not in this index.
CREATE VECTOR INDEX organisation_embedding IF NOT EXISTS
FOR (n:Organisation) ON (n.embedding)
OPTIONS {indexConfig: {`vector.dimensions`: 384, `vector.similarity_function`: 'cosine'}};
