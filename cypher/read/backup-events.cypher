// Every customer with all events and all that these say, customers in the order of their ids; purchases also where they were
// taken back.
// Returns one row a customer: user, and for each type a list of [product id, event id, order id, session id, epoch
// milliseconds, sequence number, quantity], in any order.
// Example: {user: "u1", purchased: [["p1", "e1", "o1", null, 1735689600000, null, 1]], carted: [], favorited: [], viewed: [], returned: []}
MATCH (u:User)
WHERE u.userId IS NOT NULL
WITH u ORDER BY u.userId
RETURN
  u.userId AS user,
  COLLECT { MATCH (u)-[r:PURCHASED|TAKEN_BACK]->(p:Product) RETURN [p.productId, r.eventId, r.orderId, r.sessionId, r.at.epochMillis, r.seq, r.quantity] } AS purchased,
  COLLECT { MATCH (u)-[r:CARTED]->(p:Product) RETURN [p.productId, r.eventId, r.orderId, r.sessionId, r.at.epochMillis, r.seq, r.quantity] } AS carted,
  COLLECT { MATCH (u)-[r:FAVORITED]->(p:Product) RETURN [p.productId, r.eventId, r.orderId, r.sessionId, r.at.epochMillis, r.seq, r.quantity] } AS favorited,
  COLLECT { MATCH (u)-[r:VIEWED]->(p:Product) RETURN [p.productId, r.eventId, r.orderId, r.sessionId, r.at.epochMillis, r.seq, r.quantity] } AS viewed,
  COLLECT { MATCH (u)-[r:RETURNED]->(p:Product) RETURN [p.productId, r.eventId, r.orderId, r.sessionId, r.at.epochMillis, r.seq, r.quantity] } AS returned
