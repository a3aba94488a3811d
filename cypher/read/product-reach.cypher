// How many people bought (or carted) each product, of late or ever, and how many looked at it?
// Parameters: productIds; since (ISO 8601, or null for ever). Events without a time count as late.
// Result: one row a product that is there: productId, buyers, viewers, views. Example: "tents-012", 41, 310, 522
UNWIND $productIds AS id
MATCH (product:Product {productId: id})
USING INDEX SEEK product:Product(productId)
WITH product, CASE WHEN $since IS NULL THEN null ELSE datetime($since) END AS since
CALL (product, since) {
  MATCH (product)<-[event:PURCHASED|CARTED]-(user:User)
  WHERE since IS NULL OR event.at IS NULL OR event.at >= since
  RETURN count(DISTINCT user) AS buyers
}
CALL (product, since) {
  MATCH (product)<-[event:VIEWED]-(user:User)
  WHERE since IS NULL OR event.at IS NULL OR event.at >= since
  RETURN count(DISTINCT user) AS viewers, count(event) AS views
}
RETURN product.productId AS productId, buyers, viewers, views
