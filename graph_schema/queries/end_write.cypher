MATCH (state:GraphState {id: 'graph'})
SET state.version = CASE WHEN $is_changed THEN $version ELSE state.version END,
    state.full_read_version = CASE WHEN $needs_full_read THEN $version ELSE state.full_read_version END
RETURN state.version AS version
