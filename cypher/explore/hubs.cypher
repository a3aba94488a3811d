// Hubs
//
// Which products stand on the most lists?
//
// Parameters
//   limit  integer  most rows
// Example
//   -
// Cost on amazon_beauty: -
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (product:Product)
WITH live, product, COUNT { (product)<-[:ALSO_CONSIDER {snapshot: live.snapshotId}]-() } AS lists
ORDER BY lists DESC, product.productId LIMIT $limit
OPTIONAL MATCH (product)-[:IN_CATEGORY]->(category:Category)
RETURN product.productId AS productId, product.title AS title, category.name AS category, lists,
       round(1.0 * lists / live.products, 4) AS shareOfLists, COUNT { (product)<-[:PURCHASED]-() } AS purchases
ORDER BY lists DESC, productId;
