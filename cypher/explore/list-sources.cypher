// How lists are answered
//
// Per category: how many of its products' lists come from their own evidence, how many from the category, how many
// from what is popular?
//
// Parameters
//   limit  integer  most rows
// Columns
//   graph       lists that begin with the product's own evidence
//   byCategory  with what goes with its category
//   popular     with what is popular
//   without     products without a list: they came after the snapshot
// Example
//   category            products  graph  byCategory  popular  without
//   Paddle Boards             17      0          17        0        0
//   Bluetooth Speakers        35     33           2        0        0
//   Camping Stoves            34     32           2        0        0
// Cost on amazon_beauty: 787,652 db hits, 1,193 ms
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (category:Category)<-[:IN_CATEGORY]-(product:Product)
OPTIONAL MATCH (product)-[first:ALSO_CONSIDER {snapshot: live.snapshotId, rank: 1}]->()
WITH category, count(product) AS products,
       sum(CASE first.source WHEN 'graph' THEN 1 ELSE 0 END) AS graph,
       sum(CASE first.source WHEN 'category' THEN 1 ELSE 0 END) AS byCategory,
       sum(CASE first.source WHEN 'popular' THEN 1 ELSE 0 END) AS popular,
       sum(CASE WHEN first IS NULL THEN 1 ELSE 0 END) AS without
RETURN category.categoryId AS categoryId, category.name AS category, products, graph, byCategory, popular, without
ORDER BY products - graph DESC, categoryId
LIMIT $limit;
