// Writers wait here for one another, so versions come in the order of commits.
// The clock is in the version so that another database, or one made anew, never has the version of this one.
MERGE (state:GraphState {id: 'graph'})
ON CREATE SET state.version = 0, state.full_read_version = 0
SET state.locked_at = timestamp()
RETURN CASE WHEN state.version >= timestamp() THEN state.version + 1 ELSE timestamp() END AS version
