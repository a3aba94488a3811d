// How many baskets hold both products, and how many people have these baskets?
// A basket is what the engine takes for one: an order, else a session, else a day (UTC), else all of a customer's events; it
// counts where anything in it was bought or carted. Begins at the product with fewer events.
// Parameters: x, y, two product ids; until (ISO 8601, or null): later events are left out.
// Result: one row, together, people. Example: 18, 15
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
WITH DISTINCT until, other, user, CASE
  WHEN a.orderId IS NOT NULL THEN 'o' + a.orderId
  WHEN a.sessionId IS NOT NULL THEN 's' + a.sessionId
  WHEN a.at IS NOT NULL THEN 'd' + toString(a.at.epochMillis / 86400000)
  ELSE ''
END AS basket
MATCH (user)-[b:PURCHASED|CARTED|FAVORITED|VIEWED]->(other)
WHERE (until IS NULL OR b.at IS NULL OR b.at <= until) AND basket = CASE
  WHEN b.orderId IS NOT NULL THEN 'o' + b.orderId
  WHEN b.sessionId IS NOT NULL THEN 's' + b.sessionId
  WHEN b.at IS NOT NULL THEN 'd' + toString(b.at.epochMillis / 86400000)
  ELSE ''
END
WITH DISTINCT until, user, basket
WHERE EXISTS {
  MATCH (user)-[c:PURCHASED|CARTED]->(:Product)
  WHERE (until IS NULL OR c.at IS NULL OR c.at <= until) AND basket = CASE
    WHEN c.orderId IS NOT NULL THEN 'o' + c.orderId
    WHEN c.sessionId IS NOT NULL THEN 's' + c.sessionId
    WHEN c.at IS NOT NULL THEN 'd' + toString(c.at.epochMillis / 86400000)
    ELSE ''
  END
}
RETURN count(*) AS together, count(DISTINCT user) AS people
