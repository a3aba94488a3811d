// Removes purchases that stand among those taken back too.
// The hint keeps the planner from scanning all purchases.
// Parameters: eventIds, a list of strings.
UNWIND $eventIds AS eventId
MATCH ()-[bought:PURCHASED]->()
USING INDEX SEEK bought:PURCHASED(eventId)
WHERE bought.eventId = eventId
DELETE bought
