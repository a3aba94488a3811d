// Removes events.
// Parameters: events, a list of the server's element ids.
MATCH ()-[event]->()
WHERE elementId(event) IN $events
DELETE event
