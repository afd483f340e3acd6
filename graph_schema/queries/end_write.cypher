// Organisations that went are remembered with their versions, so that whoever follows need not read everything; of those
// that are forgotten for newer ones, whoever has not heard reads everything.
MATCH (state:GraphState {id: 'graph'})
WITH state, coalesce(state.removed, []) + [id IN $removed | toString($version) + ' ' + id] AS removed
WITH state, removed, size(removed) - 1000 AS over
SET state.version = CASE WHEN $is_changed THEN $version ELSE state.version END,
    state.full_read_version = CASE
      WHEN $needs_full_read THEN $version
      WHEN over > 0 THEN toInteger(split(removed[over - 1], ' ')[0])
      ELSE state.full_read_version END,
    state.removed = CASE WHEN over > 0 THEN removed[over..] ELSE removed END
RETURN state.version AS version
