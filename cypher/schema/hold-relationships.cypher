// Holds every writer of the shop's relationships up for as long as this transaction is open, whoever it is, and no reader who
// follows them: an index that is being made has its types for itself. The transaction is rolled back, so that no index ever is.
CREATE FULLTEXT INDEX alongside_hold_relationships IF NOT EXISTS
FOR ()-[relationship:VIEWED|FAVORITED|CARTED|PURCHASED|IN_CATEGORY|CHILD_OF|RELATED_TO]-() ON EACH [relationship.eventId]
