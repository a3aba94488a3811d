// Events with an order that are named by all that they say, in place of by order, product and type.
// Result: one row an event: event (the server's element id), type, orderId, productId.
// Example: "5:4f0c:17", "PURCHASED", "o1", "p1"
MATCH ()-[event:PURCHASED|CARTED|FAVORITED|VIEWED]->(product:Product)
WHERE event.orderId IS NOT NULL
  AND event.eventId STARTS WITH "~"
  AND NOT event.eventId STARTS WITH "~="
  AND NOT event.eventId STARTS WITH "~~"
RETURN elementId(event) AS event, type(event) AS type, event.orderId AS orderId, product.productId AS productId
