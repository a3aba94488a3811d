// One product's list
//
// Bought this product: what else is recommended, exactly as the API answers it?
//
// Parameters
//   product  string  product id
// Example
//   -
// Cost on amazon_beauty: -
:param product => 'tents-012';

MATCH (live:Snapshot {live: true})
MATCH (product:Product {productId: $product})-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->(other:Product)
OPTIONAL MATCH (other)-[:IN_CATEGORY]->(category:Category)
RETURN item.rank AS rank, other.productId AS productId, other.title AS title, category.name AS category,
       item.score AS score, item.source AS source, item.support AS support
ORDER BY rank;
