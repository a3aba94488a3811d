// Looked at along with it, and not bought
//
// What do this product's buyers look at in other categories without buying it: interest that a list could turn into a
// sale?
//
// Parameters
//   product  product  product id
//   limit    integer  most rows
// Columns
//   customers  buyers who viewed, marked or carted the other and did not buy it
//   rank       of the other on the list of the product
// Example
//   productId        title                           customers  rank
//   headphones-009   Noctis Nova Over-Ear Headphon…          2
//   baking-mats-002  Sugarloaf Artisan 50 x 70 cm …          1
//   baking-mats-003  Mehlwerk Family 50 x 70 cm Si…          1
// Nothing
//   Its buyers looked at nothing else that they did not buy; a shop that gave no views and carts has nothing here.
// Cost on amazon_beauty: 5,007 db hits, 4 ms
:param product => 'tents-012';
:param limit => 20;

MATCH (product:Product {productId: $product})<-[:PURCHASED]-(buyer:User)
WITH DISTINCT product, buyer
MATCH (buyer)-[:VIEWED|CARTED|FAVORITED]->(other:Product)
WHERE other <> product
  AND NOT EXISTS { (product)-[:IN_CATEGORY]->(:Category)<-[:IN_CATEGORY]-(other) }
  AND NOT EXISTS { (buyer)-[:PURCHASED]->(other) }
WITH product, other, count(DISTINCT buyer) AS customers
ORDER BY customers DESC, other.productId LIMIT $limit
OPTIONAL MATCH (live:Snapshot {live: true})
OPTIONAL MATCH (product)-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->(other)
RETURN other.productId AS productId, other.title AS title, customers, item.rank AS rank
ORDER BY customers DESC, productId;
