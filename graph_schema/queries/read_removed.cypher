// Ids of organisations that went since a version; they may have come again.
MATCH (state:GraphState {id: 'graph'})
UNWIND coalesce(state.removed, []) AS told
WITH split(told, ' ')[0] AS version, told WHERE toInteger(version) > $since
RETURN DISTINCT substring(told, size(version) + 1) AS id ORDER BY id
