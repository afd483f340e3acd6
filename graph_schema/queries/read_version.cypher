OPTIONAL MATCH (state:GraphState {id: 'graph'})
RETURN coalesce(state.version, 0) AS version, coalesce(state.full_read_version, 0) AS full_read_version
