// How many people bought (or carted) any of these products, of late or ever, and how many of them bought this one?
// Parameters: product; productIds; since, until (ISO 8601, or null for ever). Events without a time count in any case.
// Result: one row, customers, owners. Example: 512, 37
MATCH (target:Product {productId: $product})
USING INDEX SEEK target:Product(productId)
WITH target, CASE WHEN $since IS NULL THEN null ELSE datetime($since) END AS since,
     CASE WHEN $until IS NULL THEN null ELSE datetime($until) END AS until
CALL (since, until) {
  UNWIND $productIds AS id
  MATCH (product:Product {productId: id})<-[event:PURCHASED|CARTED]-(user:User)
  USING INDEX SEEK product:Product(productId)
  WHERE event.at IS NULL OR ((since IS NULL OR event.at >= since) AND (until IS NULL OR event.at <= until))
  RETURN DISTINCT user
}
RETURN count(user) AS customers,
       count(CASE WHEN EXISTS {
         MATCH (user)-[event:PURCHASED|CARTED]->(target) WHERE until IS NULL OR event.at IS NULL OR event.at <= until
       } THEN 1 END) AS owners
