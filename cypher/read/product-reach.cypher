// How many people bought (or carted) each product, of late or ever, and how many looked at it?
// Parameters: productIds; since, until (ISO 8601, or null for ever). Events without a time count in any case.
// Result: one row a product that is there: productId, buyers, viewers, views. Example: "tents-012", 41, 310, 522
UNWIND $productIds AS id
MATCH (product:Product {productId: id})
USING INDEX SEEK product:Product(productId)
WITH product, CASE WHEN $since IS NULL THEN null ELSE datetime($since) END AS since,
     CASE WHEN $until IS NULL THEN null ELSE datetime($until) END AS until
CALL (product, since, until) {
  MATCH (product)<-[event:PURCHASED|CARTED]-(user:User)
  WHERE event.at IS NULL OR ((since IS NULL OR event.at >= since) AND (until IS NULL OR event.at <= until))
  RETURN count(DISTINCT user) AS buyers
}
CALL (product, since, until) {
  MATCH (product)<-[event:VIEWED]-(user:User)
  WHERE event.at IS NULL OR ((since IS NULL OR event.at >= since) AND (until IS NULL OR event.at <= until))
  RETURN count(DISTINCT user) AS viewers, count(event) AS views
}
RETURN product.productId AS productId, buyers, viewers, views
