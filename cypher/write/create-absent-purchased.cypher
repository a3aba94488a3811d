// Adds the events that are not there yet; repeating it changes nothing.
// Parameters, one entry an event: eventIds, userIds, productIds; orderIds, sessionIds, times (milliseconds since 1970),
// seqs, quantities, each of which may hold nulls or be empty as a whole.
// Result: one row, written: how many were added.
UNWIND range(0, size($eventIds) - 1) AS i
WITH i WHERE NOT EXISTS { ()-[:PURCHASED {eventId: $eventIds[i]}]->() }
MATCH (user:User {userId: $userIds[i]})
MATCH (product:Product {productId: $productIds[i]})
CREATE (user)-[:PURCHASED {
  eventId: $eventIds[i],
  orderId: $orderIds[i],
  sessionId: $sessionIds[i],
  at: CASE WHEN $times[i] IS NULL THEN null ELSE datetime({epochMillis: $times[i]}) END,
  seq: $seqs[i],
  quantity: $quantities[i]
}]->(product)
RETURN count(*) AS written
