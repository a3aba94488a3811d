// Every user's products by event type, for a graph whose events have no orders, sessions or times: the user is the basket.
// Users come in the order of their ids (from the index, no sort).
// Returns one row a user: four lists of product nodes.
// Example: {purchased: [17, 4, 90], carted: [], favorited: [], viewed: []}
MATCH (u:User)
WHERE u.userId IS NOT NULL
WITH u ORDER BY u.userId
RETURN
  COLLECT { MATCH (u)-[:PURCHASED]->(p) RETURN id(p) } AS purchased,
  COLLECT { MATCH (u)-[:CARTED]->(p) RETURN id(p) } AS carted,
  COLLECT { MATCH (u)-[:FAVORITED]->(p) RETURN id(p) } AS favorited,
  COLLECT { MATCH (u)-[:VIEWED]->(p) RETURN id(p) } AS viewed
