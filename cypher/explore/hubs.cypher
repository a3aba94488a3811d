// Hubs
//
// Which products stand on the most lists?
//
// Parameters
//   limit  integer  most rows
// Columns
//   lists  that show the product
// Example
//   productId      title                           category   lists  shareOfLists  purchases
//   gift-wrap-005  Juniper & Ash Botanica 10 m G…  Gift Wrap     75        0.0375        628
//   gift-wrap-028  Juniper & Ash Festive 5 m Gif…  Gift Wrap     61        0.0305        556
//   headlamps-035  Northfell Drift 200 lm Rechar…  Headlamps     49        0.0245        467
// Cost on amazon_beauty: 771,230 db hits, 1,146 ms
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (product:Product)
WITH live, product, COUNT { (product)<-[:ALSO_CONSIDER {snapshot: live.snapshotId}]-() } AS lists
ORDER BY lists DESC, product.productId LIMIT $limit
OPTIONAL MATCH (product)-[:IN_CATEGORY]->(category:Category)
RETURN product.productId AS productId, product.title AS title, category.name AS category, lists,
       round(1.0 * lists / live.products, 4) AS shareOfLists, COUNT { (product)<-[:PURCHASED]-() } AS purchases
ORDER BY lists DESC, productId;
