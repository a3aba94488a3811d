// How many orders hold both products, how many visits beside them, and how many people have these?
// A basket is what the engine takes for one: an order, else a session, else a day (UTC), else all of a customer's events. It
// is an order of both where both were bought in it, else a visit. Begins at the product with fewer events.
// Parameters: x, y, two product ids; until (ISO 8601, or null): later events are left out; finest: which of these is the first
// that counts, 0 an order to 3 all events (a shop whose order ids name lines has no orders).
// Result: one row, together, people, sessions, sessionPeople. Example: 18, 15, 4, 4
WITH CASE WHEN $until IS NULL THEN null ELSE datetime($until) END AS until
MATCH (x:Product {productId: $x})
USING INDEX SEEK x:Product(productId)
MATCH (y:Product {productId: $y})
USING INDEX SEEK y:Product(productId)
WITH until, CASE
       WHEN COUNT { (x)<-[:PURCHASED|CARTED|FAVORITED|VIEWED]-() } <= COUNT { (y)<-[:PURCHASED|CARTED|FAVORITED|VIEWED]-() }
       THEN [x, y] ELSE [y, x]
     END AS pair
WITH until, pair[0] AS rarer, pair[1] AS other
MATCH (rarer)<-[a:PURCHASED|CARTED|FAVORITED|VIEWED]-(user:User)
WHERE until IS NULL OR a.at IS NULL OR a.at <= until
WITH until, other, user, CASE
  WHEN $finest = 0 AND a.orderId IS NOT NULL THEN 'o' + a.orderId
  WHEN $finest <= 1 AND a.sessionId IS NOT NULL THEN 's' + a.sessionId
  WHEN $finest <= 2 AND a.at IS NOT NULL THEN 'd' + toString(a.at.epochMillis / 86400000)
  ELSE ''
END AS basket, max(CASE type(a) WHEN 'PURCHASED' THEN 1 ELSE 0 END) AS bought
MATCH (user)-[b:PURCHASED|CARTED|FAVORITED|VIEWED]->(other)
WHERE (until IS NULL OR b.at IS NULL OR b.at <= until) AND basket = CASE
  WHEN $finest = 0 AND b.orderId IS NOT NULL THEN 'o' + b.orderId
  WHEN $finest <= 1 AND b.sessionId IS NOT NULL THEN 's' + b.sessionId
  WHEN $finest <= 2 AND b.at IS NOT NULL THEN 'd' + toString(b.at.epochMillis / 86400000)
  ELSE ''
END
WITH user, basket, bought, max(CASE type(b) WHEN 'PURCHASED' THEN 1 ELSE 0 END) AS otherBought
WITH user, bought = 1 AND otherBought = 1 AS order
RETURN count(CASE WHEN order THEN 1 END) AS together, count(DISTINCT CASE WHEN order THEN user END) AS people,
       count(CASE WHEN NOT order THEN 1 END) AS sessions,
       count(DISTINCT CASE WHEN NOT order THEN user END) AS sessionPeople
