// Makes purchases ones that were taken back, with all that they say.
// The hint keeps the planner from scanning all purchases.
// Parameters: eventIds, a list of strings.
UNWIND $eventIds AS eventId
MATCH (user)-[bought:PURCHASED]->(product)
USING INDEX SEEK bought:PURCHASED(eventId)
WHERE bought.eventId = eventId
CREATE (user)-[taken:TAKEN_BACK]->(product)
SET taken = properties(bought)
DELETE bought
