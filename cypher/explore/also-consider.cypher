// One product's list
//
// Bought this product: what else is recommended, exactly as the API answers it?
//
// Parameters
//   product  product  product id
// Columns
//   score    of this list only: scores of different products do not compare
//   source   graph: own evidence; nearest: nearest in the embedding; category: what goes with the category; popular;
//            pinned: by a rule of the shop
//   support  orders in which both were bought
// Example
//   rank  productId          title                           category        score  source  support
//      1  sleeping-mats-034  Mossgate Ridge 3 cm Self-Infl…  Sleeping Mats  0.1089  graph         4
//      2  sleeping-bags-024  Mossgate Ridge 0 °C Sleeping …  Sleeping Bags   0.107  graph         4
//      3  sleeping-mats-029  Mossgate Ridge 3 cm Sleeping …  Sleeping Mats  0.0555  graph         4
// Nothing
//   The product came after the live snapshot was made.
// Cost on amazon_beauty: 297 db hits, 8 ms
:param product => 'tents-012';

MATCH (live:Snapshot {live: true})
MATCH (product:Product {productId: $product})-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->(other:Product)
OPTIONAL MATCH (other)-[:IN_CATEGORY]->(category:Category)
RETURN item.rank AS rank, other.productId AS productId, other.title AS title, category.name AS category,
       round(item.score, 4) AS score, item.source AS source, item.support AS support
ORDER BY rank;
