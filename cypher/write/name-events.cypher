// Gives events other identities.
// Parameters, one entry an event: events (the server's element ids), eventIds.
MATCH ()-[event]->()
WHERE elementId(event) IN $events
WITH event, [i IN range(0, size($events) - 1) WHERE $events[i] = elementId(event)][0] AS i
SET event.eventId = $eventIds[i]
