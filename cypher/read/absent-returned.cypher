// Which of these events are not in the graph yet?
// The hint keeps the planner from scanning all events: a plan made while there are few would be kept while they grow.
// Parameters: eventIds, a list of strings.
// Result: one row, absent: the positions in eventIds, ascending. Example: [0, 3]
UNWIND range(0, size($eventIds) - 1) AS i
WITH i
WHERE NOT EXISTS {
  MATCH ()-[event:RETURNED]->()
  USING INDEX SEEK event:RETURNED(eventId)
  WHERE event.eventId = $eventIds[i]
}
WITH i ORDER BY i
RETURN collect(i) AS absent
