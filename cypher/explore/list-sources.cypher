// How lists are answered
//
// Per category: how many of its products' lists come from their own evidence, how many from the category, how many
// from what is popular?
//
// Parameters
//   limit  integer  most rows
// Example
//   category            products  graph  byCategory  popular  without
//   Paddle Boards             17      0          17        0        0
//   Bluetooth Speakers        35     33           2        0        0
//   Camping Stoves            34     32           2        0        0
// Cost on amazon_beauty: 914,225 db hits, 741 ms
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
RETURN category.name AS category, count(product) AS products,
       // What is nearest in the embedding is so by the graph.
       sum(CASE WHEN source IN ['graph', 'nearest'] THEN 1 ELSE 0 END) AS graph,
       sum(CASE source WHEN 'category' THEN 1 ELSE 0 END) AS byCategory,
       sum(CASE WHEN source IN ['popular', 'pinned'] THEN 1 ELSE 0 END) AS popular,
       sum(CASE WHEN source IS NULL THEN 1 ELSE 0 END) AS without
ORDER BY products - graph DESC, category
LIMIT $limit;
