// Makes what was taken back purchases again, with all that they say.
// The hint keeps the planner from scanning all of them.
// Parameters: eventIds, a list of strings.
UNWIND $eventIds AS eventId
MATCH (user)-[taken:TAKEN_BACK]->(product)
USING INDEX SEEK taken:TAKEN_BACK(eventId)
WHERE taken.eventId = eventId
CREATE (user)-[bought:PURCHASED]->(product)
SET bought = properties(taken)
DELETE taken
