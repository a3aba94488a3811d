// Products on no list
//
// Which products that customers buy does no list recommend?
//
// Parameters
//   minCustomers  integer  customers who bought it, at least
//   limit         integer  most rows
// Example
//   productId         title                           category      customers
//   coffee-beans-033  Morning Mill Classico 1 kg De…  Coffee Beans         42
//   cool-boxes-012    Northfell Drift 24 L Electric…  Cool Boxes           20
//   board-games-044   Pip & Pawn Kingdoms: Deluxe F…  Board Games          17
// Nothing
//   Every product that is bought stands on a list.
// Cost on amazon_beauty: 484,376 db hits, 859 ms
:param minCustomers => 1;
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (product:Product)
WHERE NOT EXISTS { (product)<-[:ALSO_CONSIDER {snapshot: live.snapshotId}]-() }
WITH product, COUNT { MATCH (product)<-[:PURCHASED]-(customer) RETURN DISTINCT customer } AS customers
WHERE customers >= $minCustomers
WITH product, customers ORDER BY customers DESC, product.productId LIMIT $limit
OPTIONAL MATCH (product)-[:IN_CATEGORY]->(category:Category)
RETURN product.productId AS productId, product.title AS title, category.name AS category, customers
ORDER BY customers DESC, productId;
