// Which of these events are not in the graph yet?
// Parameters: eventIds, a list of strings.
// Result: one row, absent: the positions in eventIds, ascending. Example: [0, 3]
UNWIND range(0, size($eventIds) - 1) AS i
WITH i WHERE NOT EXISTS { ()-[:CARTED {eventId: $eventIds[i]}]->() }
WITH i ORDER BY i
RETURN collect(i) AS absent
