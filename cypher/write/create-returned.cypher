// Adds events that are taken to be new; one that is there already makes the whole statement fail on its constraint.
// The hints keep the planner from a scan: a plan made while there are few users would be kept while they grow.
// Parameters, one entry an event: eventIds, userIds, productIds; orderIds, sessionIds, times (milliseconds since 1970),
// seqs, quantities, each of which may hold nulls or be empty as a whole.
// Result: one row, written: how many were added (fewer than given where a user or product is unknown).
UNWIND range(0, size($eventIds) - 1) AS i
MATCH (user:User {userId: $userIds[i]})
USING INDEX SEEK user:User(userId)
MATCH (product:Product {productId: $productIds[i]})
USING INDEX SEEK product:Product(productId)
CREATE (user)-[:RETURNED {
  eventId: $eventIds[i],
  orderId: $orderIds[i],
  sessionId: $sessionIds[i],
  at: CASE WHEN $times[i] IS NULL THEN null ELSE datetime({epochMillis: $times[i]}) END,
  seq: $seqs[i],
  quantity: $quantities[i]
}]->(product)
RETURN count(*) AS written
