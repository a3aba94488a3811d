// Every user's events with what groups and orders them, users in the order of their ids (from the index, no sort).
// Parameters: purchased, carted, favorited, viewed: whether there are any (an empty look-up a user costs a third).
// Returns one row a user: four lists of [product node, order id, session id, epoch milliseconds, sequence number], one per event type, and the user's id.
// Example: {purchased: [[17, "o1", null, 1735689600000, null]], carted: [], favorited: [], viewed: [], user: "u1"}
// Cost: reads the properties of every relationship; interactions-bare.cypher reads none.
MATCH (u:User)
WHERE u.userId IS NOT NULL
WITH u ORDER BY u.userId
RETURN
  CASE WHEN $purchased THEN COLLECT { MATCH (u)-[r:PURCHASED]->(p) RETURN [id(p), r.orderId, r.sessionId, r.at.epochMillis, r.seq] } ELSE [] END AS purchased,
  CASE WHEN $carted THEN COLLECT { MATCH (u)-[r:CARTED]->(p) RETURN [id(p), r.orderId, r.sessionId, r.at.epochMillis, r.seq] } ELSE [] END AS carted,
  CASE WHEN $favorited THEN COLLECT { MATCH (u)-[r:FAVORITED]->(p) RETURN [id(p), r.orderId, r.sessionId, r.at.epochMillis, r.seq] } ELSE [] END AS favorited,
  CASE WHEN $viewed THEN COLLECT { MATCH (u)-[r:VIEWED]->(p) RETURN [id(p), r.orderId, r.sessionId, r.at.epochMillis, r.seq] } ELSE [] END AS viewed,
  u.userId AS user
