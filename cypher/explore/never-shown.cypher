// Products on no list
//
// Which products that customers buy does no list recommend?
//
// Parameters
//   minCustomers  integer  customers who bought it, at least
//   limit         integer  most rows
// Example
//   productId               title                           category            purchases
//   wireless-mice-034       Nexbyte Slate Silent Bluetoot…  Wireless Mice              11
//   bluetooth-speakers-013  Veridian Pulse Mini Bluetooth…  Bluetooth Speakers          9
//   board-games-001         Lantern Tower Galaxy: Junior …  Board Games                 6
// Nothing
//   Every product that is bought stands on a list.
// Cost on amazon_beauty: 60,178 db hits, 316 ms
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
