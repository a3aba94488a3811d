// Which third products lead from x to y: bought in orders of x, and in orders of y?
// A path's strength is that of a random walk from x to a product of one of its baskets to one of that product's:
// orders of x and z / sampled orders of x × orders of z and y / purchases of z. Only what was bought counts.
// Bounded: the latest events of x and of y, and the most frequent companions of each.
// Parameters: x, y, two product ids; until (ISO 8601, or null): later events are left out; finest as in why-shared; events (latest events looked at), companions (kept of each), limit.
// Result: one row a path, strongest first: productId, title, withX, peopleWithX, sampledX (orders of x looked at), withY,
// peopleWithY, sampledY, strength.
// Example: "sleeping-bags-001", "Ridgeway Summit Sleeping Bag", 18, 15, 60, 9, 9, 40, 0.021
CALL {
  MATCH (x:Product {productId: $x})<-[a:PURCHASED]-(user:User)
  USING INDEX SEEK x:Product(productId)
  WHERE $until IS NULL OR a.at IS NULL OR a.at <= datetime($until)
  WITH x, a, user ORDER BY a.at DESC, a.eventId LIMIT toInteger($events)
  WITH x, user, CASE
    WHEN $finest = 0 AND a.orderId IS NOT NULL THEN 'o' + a.orderId
    WHEN $finest <= 1 AND a.sessionId IS NOT NULL THEN 's' + a.sessionId
    WHEN $finest <= 2 AND a.at IS NOT NULL THEN 'd'
    ELSE ''
  END AS named, a.at.epochMillis AS at
  CALL (user, named, at) {
    // The first and the last time of the visit with this one.
    MATCH (user)-[e:PURCHASED|CARTED|FAVORITED|VIEWED]->()
    WHERE named = 'd' AND e.at IS NOT NULL AND ($until IS NULL OR e.at <= datetime($until))
      AND ($finest > 0 OR e.orderId IS NULL) AND ($finest > 1 OR e.sessionId IS NULL)
    WITH e.at.epochMillis AS time ORDER BY time
    WITH collect(time) AS times
    RETURN reduce(visit = [times[0], times[0]], time IN times | CASE
      WHEN time - visit[1] <= 21600000 AND time - visit[0] < 86400000 THEN [visit[0], time]
      WHEN visit[1] >= at THEN visit
      ELSE [time, time]
    END) AS visit
  }
  WITH DISTINCT x, user, visit, CASE named WHEN 'd' THEN 'd' + toString(visit[0]) ELSE named END AS basket
  WITH x, collect({user: user, basket: basket, visit: visit}) AS baskets
  UNWIND baskets AS each
  WITH x, size(baskets) AS sampled, each.user AS user, each.basket AS basket, each.visit AS visit
  MATCH (user)-[c:PURCHASED]->(z:Product)
  WHERE z <> x AND ($until IS NULL OR c.at IS NULL OR c.at <= datetime($until)) AND CASE
    WHEN $finest = 0 AND c.orderId IS NOT NULL THEN basket = 'o' + c.orderId
    WHEN $finest <= 1 AND c.sessionId IS NOT NULL THEN basket = 's' + c.sessionId
    WHEN $finest <= 2 AND c.at IS NOT NULL THEN visit[0] <= c.at.epochMillis AND c.at.epochMillis <= visit[1]
    ELSE basket = ''
  END
  WITH z, sampled, count(DISTINCT [elementId(user), basket]) AS withX, count(DISTINCT user) AS peopleWithX
  ORDER BY withX DESC, z.productId LIMIT toInteger($companions)
  RETURN collect({z: z, sampled: sampled, withX: withX, peopleWithX: peopleWithX}) AS companions
}
CALL {
  MATCH (y:Product {productId: $y})<-[a:PURCHASED]-(user:User)
  USING INDEX SEEK y:Product(productId)
  WHERE $until IS NULL OR a.at IS NULL OR a.at <= datetime($until)
  WITH y, a, user ORDER BY a.at DESC, a.eventId LIMIT toInteger($events)
  WITH y, user, CASE
    WHEN $finest = 0 AND a.orderId IS NOT NULL THEN 'o' + a.orderId
    WHEN $finest <= 1 AND a.sessionId IS NOT NULL THEN 's' + a.sessionId
    WHEN $finest <= 2 AND a.at IS NOT NULL THEN 'd'
    ELSE ''
  END AS named, a.at.epochMillis AS at
  CALL (user, named, at) {
    // The first and the last time of the visit with this one.
    MATCH (user)-[e:PURCHASED|CARTED|FAVORITED|VIEWED]->()
    WHERE named = 'd' AND e.at IS NOT NULL AND ($until IS NULL OR e.at <= datetime($until))
      AND ($finest > 0 OR e.orderId IS NULL) AND ($finest > 1 OR e.sessionId IS NULL)
    WITH e.at.epochMillis AS time ORDER BY time
    WITH collect(time) AS times
    RETURN reduce(visit = [times[0], times[0]], time IN times | CASE
      WHEN time - visit[1] <= 21600000 AND time - visit[0] < 86400000 THEN [visit[0], time]
      WHEN visit[1] >= at THEN visit
      ELSE [time, time]
    END) AS visit
  }
  WITH DISTINCT y, user, visit, CASE named WHEN 'd' THEN 'd' + toString(visit[0]) ELSE named END AS basket
  WITH y, collect({user: user, basket: basket, visit: visit}) AS baskets
  UNWIND baskets AS each
  WITH y, size(baskets) AS sampledY, each.user AS user, each.basket AS basket, each.visit AS visit
  MATCH (user)-[c:PURCHASED]->(z:Product)
  WHERE z <> y AND ($until IS NULL OR c.at IS NULL OR c.at <= datetime($until)) AND CASE
    WHEN $finest = 0 AND c.orderId IS NOT NULL THEN basket = 'o' + c.orderId
    WHEN $finest <= 1 AND c.sessionId IS NOT NULL THEN basket = 's' + c.sessionId
    WHEN $finest <= 2 AND c.at IS NOT NULL THEN visit[0] <= c.at.epochMillis AND c.at.epochMillis <= visit[1]
    ELSE basket = ''
  END
  WITH z, sampledY, count(DISTINCT [elementId(user), basket]) AS withY, count(DISTINCT user) AS peopleWithY
  ORDER BY withY DESC, z.productId LIMIT toInteger($companions)
  RETURN z, sampledY, withY, peopleWithY
}
UNWIND companions AS companion
WITH companion, z, sampledY, withY, peopleWithY
WHERE companion.z = z AND z.productId <> $x AND z.productId <> $y
WITH z, companion, sampledY, withY, peopleWithY,
     toFloat(companion.withX) / companion.sampled * withY / COUNT { (z)<-[:PURCHASED]-() } AS strength
RETURN z.productId AS productId, z.title AS title, companion.withX AS withX, companion.peopleWithX AS peopleWithX,
       companion.sampled AS sampledX, withY, peopleWithY, sampledY, strength
ORDER BY strength DESC, productId LIMIT toInteger($limit)
