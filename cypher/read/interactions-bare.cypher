// Every user's products by event type, for a graph whose events have no orders, sessions, times or sequence numbers: the user is the basket.
// Users come in the order of their ids (from the index, no sort).
// Parameters: purchased, carted, favorited, viewed: whether there are any (an empty look-up a user costs a third).
// Returns one row a user: four lists of product nodes, and the user's id.
// Example: {purchased: [17, 4, 90], carted: [], favorited: [], viewed: [], user: "u1"}
MATCH (u:User)
WHERE u.userId IS NOT NULL
WITH u ORDER BY u.userId
RETURN
  CASE WHEN $purchased THEN COLLECT { MATCH (u)-[:PURCHASED]->(p) RETURN id(p) } ELSE [] END AS purchased,
  CASE WHEN $carted THEN COLLECT { MATCH (u)-[:CARTED]->(p) RETURN id(p) } ELSE [] END AS carted,
  CASE WHEN $favorited THEN COLLECT { MATCH (u)-[:FAVORITED]->(p) RETURN id(p) } ELSE [] END AS favorited,
  CASE WHEN $viewed THEN COLLECT { MATCH (u)-[:VIEWED]->(p) RETURN id(p) } ELSE [] END AS viewed,
  u.userId AS user
