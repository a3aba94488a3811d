// How many people bought (or carted) any of these products, of late or ever, and not this one?
// Parameters: product; productIds; since (ISO 8601, or null for ever). Events without a time count as late.
// Result: one row, people. Example: 512
MATCH (target:Product {productId: $product})
WITH target, CASE WHEN $since IS NULL THEN null ELSE datetime($since) END AS since
UNWIND $productIds AS id
MATCH (:Product {productId: id})<-[event:PURCHASED|CARTED]-(user:User)
WHERE since IS NULL OR event.at IS NULL OR event.at >= since
WITH DISTINCT target, user
WHERE NOT EXISTS { (user)-[:PURCHASED|CARTED]->(target) }
RETURN count(user) AS people
