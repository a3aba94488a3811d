// Of some customers and products: those pairs where the product was returned, with all purchases and returns of the pair.
// The hints keep the planner from a scan: a plan made while the graph is small would be kept while it grows.
// Parameters, one entry a pair: userIds, productIds.
// Result: one row a pair: purchases, takenBack and returns, each a list of [event id, order id, epoch milliseconds, quantity].
// Example: [["e1", "o1", 1735689600000, 1]], [], [["e2", "o1", null, null]]
UNWIND range(0, size($userIds) - 1) AS i
MATCH (user:User {userId: $userIds[i]})
USING INDEX SEEK user:User(userId)
MATCH (product:Product {productId: $productIds[i]})
USING INDEX SEEK product:Product(productId)
WITH user, product,
     COLLECT { MATCH (user)-[r:RETURNED]->(product) RETURN [r.eventId, r.orderId, r.at.epochMillis, r.quantity] } AS returns
WHERE size(returns) > 0
RETURN COLLECT { MATCH (user)-[r:PURCHASED]->(product) RETURN [r.eventId, r.orderId, r.at.epochMillis, r.quantity] } AS purchases,
       COLLECT { MATCH (user)-[r:TAKEN_BACK]->(product) RETURN [r.eventId, r.orderId, r.at.epochMillis, r.quantity] } AS takenBack,
       returns
