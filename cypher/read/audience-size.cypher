// How many people bought (or carted) any of these products, of late or ever, and how many of them bought this one?
// Parameters: product; productIds; since (ISO 8601, or null for ever). Events without a time count as late.
// Result: one row, customers, owners. Example: 512, 37
MATCH (target:Product {productId: $product})
USING INDEX SEEK target:Product(productId)
WITH target, CASE WHEN $since IS NULL THEN null ELSE datetime($since) END AS since
CALL (since) {
  UNWIND $productIds AS id
  MATCH (product:Product {productId: id})<-[event:PURCHASED|CARTED]-(user:User)
  USING INDEX SEEK product:Product(productId)
  WHERE since IS NULL OR event.at IS NULL OR event.at >= since
  RETURN DISTINCT user
}
RETURN count(user) AS customers,
       count(CASE WHEN EXISTS { (user)-[:PURCHASED|CARTED]->(target) } THEN 1 END) AS owners
