// How lists are answered
//
// Per category: how many of its products' lists come from their own evidence, how many from the category, how many
// from what is popular?
//
// Parameters
//   limit  integer  most rows
// Columns
//   graph       lists that begin with the product's own evidence, what the shop pinned aside
//   byCategory  with what goes with its category
//   popular     with what is popular, or nothing but what is pinned
//   without     products without a list: they came after the snapshot
// Example
//   categoryId          category            products  graph  byCategory  popular  without
//   paddle-boards       Paddle Boards             17      0          17        0        0
//   bluetooth-speakers  Bluetooth Speakers        35     33           2        0        0
//   camping-stoves      Camping Stoves            34     32           2        0        0
// Cost on amazon_beauty: 902,371 db hits, 2,645 ms
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (category:Category)<-[:IN_CATEGORY]-(product:Product)
CALL (live, product) {
  OPTIONAL MATCH (product)-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->()
  WITH item ORDER BY item.rank
  WITH collect(item.source) AS sources
  // What the shop pinned says nothing of its evidence.
  RETURN CASE WHEN size(sources) > 0 THEN coalesce([source IN sources WHERE source <> 'pinned'][0], 'pinned') END AS source
}
WITH category, count(product) AS products,
     // What is nearest in the embedding is so by the graph.
     sum(CASE WHEN source IN ['graph', 'nearest'] THEN 1 ELSE 0 END) AS graph,
     sum(CASE source WHEN 'category' THEN 1 ELSE 0 END) AS byCategory,
     sum(CASE WHEN source IN ['popular', 'pinned'] THEN 1 ELSE 0 END) AS popular,
     sum(CASE WHEN source IS NULL THEN 1 ELSE 0 END) AS without
RETURN category.categoryId AS categoryId, category.name AS category, products, graph, byCategory, popular, without
ORDER BY products - graph DESC, categoryId
LIMIT $limit;
