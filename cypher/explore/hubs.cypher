// Hubs
//
// Which products stand on the most lists?
//
// Parameters
//   limit  integer  most rows
// Columns
//   lists  that show the product
// Example
//   productId         title                           category      lists  shareOfLists  purchases
//   coffee-beans-005  Torravia Crema 250 g Decaf Co…  Coffee Beans    145        0.0725       1313
//   gift-wrap-005     Juniper & Ash Botanica 10 m G…  Gift Wrap       109        0.0545        628
//   gift-wrap-028     Juniper & Ash Festive 5 m Gif…  Gift Wrap       100          0.05        556
// Cost on amazon_beauty: 762,112 db hits, 565 ms
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (product:Product)
WITH live, product, COUNT { (product)<-[:ALSO_CONSIDER {snapshot: live.snapshotId}]-() } AS lists
ORDER BY lists DESC, product.productId LIMIT $limit
OPTIONAL MATCH (product)-[:IN_CATEGORY]->(category:Category)
RETURN product.productId AS productId, product.title AS title, category.name AS category, lists,
       round(1.0 * lists / live.products, 4) AS shareOfLists, COUNT { (product)<-[:PURCHASED]-() } AS purchases
ORDER BY lists DESC, productId;
