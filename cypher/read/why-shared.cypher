// How many orders hold both products, how many visits beside them, and how many people have these?
// A basket is what the engine takes for one: an order, else a session, else a visit (a customer's events, of a day at most,
// without six hours of silence between them), else all of a customer's events. It is an order of both where both were bought in
// it, else a visit. Begins at the product with fewer events.
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
WITH until, other, user, CASE type(a) WHEN 'PURCHASED' THEN 1 ELSE 0 END AS bought, CASE
  WHEN $finest = 0 AND a.orderId IS NOT NULL THEN 'o' + a.orderId
  WHEN $finest <= 1 AND a.sessionId IS NOT NULL THEN 's' + a.sessionId
  WHEN $finest <= 2 AND a.at IS NOT NULL THEN 'd'
  ELSE ''
END AS named, a.at.epochMillis AS at
WHERE named <> 'd' OR EXISTS { (user)-[:PURCHASED|CARTED|FAVORITED|VIEWED]->(other) }
CALL (until, user, named, at) {
  // The first and the last time of the visit with this one.
  MATCH (user)-[e:PURCHASED|CARTED|FAVORITED|VIEWED]->()
  WHERE named = 'd' AND e.at IS NOT NULL AND (until IS NULL OR e.at <= until)
    AND ($finest > 0 OR e.orderId IS NULL) AND ($finest > 1 OR e.sessionId IS NULL)
  WITH e.at.epochMillis AS time ORDER BY time
  WITH collect(time) AS times
  RETURN reduce(visit = [times[0], times[0]], time IN times | CASE
    WHEN time - visit[1] <= 21600000 AND time - visit[0] < 86400000 THEN [visit[0], time]
    WHEN visit[1] >= at THEN visit
    ELSE [time, time]
  END) AS visit
}
WITH until, other, user, visit, CASE named WHEN 'd' THEN 'd' + toString(visit[0]) ELSE named END AS basket, max(bought) AS bought
MATCH (user)-[b:PURCHASED|CARTED|FAVORITED|VIEWED]->(other)
WHERE (until IS NULL OR b.at IS NULL OR b.at <= until) AND CASE
  WHEN $finest = 0 AND b.orderId IS NOT NULL THEN basket = 'o' + b.orderId
  WHEN $finest <= 1 AND b.sessionId IS NOT NULL THEN basket = 's' + b.sessionId
  WHEN $finest <= 2 AND b.at IS NOT NULL THEN visit[0] <= b.at.epochMillis AND b.at.epochMillis <= visit[1]
  ELSE basket = ''
END
WITH user, basket, bought, max(CASE type(b) WHEN 'PURCHASED' THEN 1 ELSE 0 END) AS otherBought
WITH user, bought = 1 AND otherBought = 1 AS order
RETURN count(CASE WHEN order THEN 1 END) AS together, count(DISTINCT CASE WHEN order THEN user END) AS people,
       count(CASE WHEN NOT order THEN 1 END) AS sessions,
       count(DISTINCT CASE WHEN NOT order THEN user END) AS sessionPeople
