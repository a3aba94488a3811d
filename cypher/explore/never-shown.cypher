// Products on no list
//
// Which products that customers buy does no list recommend?
//
// Parameters
//   minCustomers  integer  customers who bought it, at least
//   limit         integer  most rows
// Example
//   -
// Cost on amazon_beauty: -
:param minCustomers => 1;
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (product:Product)
WHERE NOT EXISTS { (product)<-[:ALSO_CONSIDER {snapshot: live.snapshotId}]-() }
WITH product, COUNT { (product)<-[:PURCHASED]-() } AS purchases
WHERE purchases >= $minCustomers
WITH product, purchases ORDER BY purchases DESC, product.productId LIMIT $limit
OPTIONAL MATCH (product)-[:IN_CATEGORY]->(category:Category)
RETURN product.productId AS productId, product.title AS title, category.name AS category, purchases
ORDER BY purchases DESC, productId;
