// Category pairs that the lists leave out
//
// Which categories do baskets hold together more than by chance, though a smaller share of the one's lists shows the
// other?
//
// Parameters
//   minSupport  integer  baskets that hold both, at least
//   limit       integer  most rows
// Columns
//   shareOfBaskets  of the first category's baskets, those that hold the second
//   shareOfLists    of the lists of the first category's products, those that show one of the second; rows stand by
//                   the baskets beyond that share, times the logarithm of timesChance
// Example
//   categoryId    category      relatedId      related        baskets  timesChance  shareOfBaskets  shareOfLists
//   camp-pillows  Camp Pillows  dry-bags       Dry Bags           135         1.38           0.047             0
//   charcoal      Charcoal      camp-cookware  Camp Cookware      163         1.18           0.036             0
//   potting-soil  Potting Soil  hiking-boots   Hiking Boots        94         1.21           0.027             0
// Nothing
//   Of no two categories the lists show less than baskets hold: try a lower minSupport.
// Cost on amazon_beauty: 738,239 db hits, 959 ms
:param minSupport => 20;
:param limit => 20;

MATCH (live:Snapshot {live: true})
CALL (live) {
  MATCH (a:Category)-[there:RELATED_TO {source: 'learned', snapshot: live.snapshotId}]->(b:Category)
  WHERE there.weight > 0 AND there.support >= $minSupport
  RETURN a, b, there, 0 AS showing
  UNION ALL
  MATCH (a:Category)<-[:IN_CATEGORY]-(x:Product)-[:ALSO_CONSIDER {snapshot: live.snapshotId}]->(y:Product)-[:IN_CATEGORY]->(b:Category)
  // All categories of products at once: looked up anew for each entry, they would cost several times as much.
  USING JOIN ON y
  RETURN a, b, null AS there, count(DISTINCT x) AS showing
}
WITH a, b, collect(there)[0] AS there, sum(showing) AS showing
WHERE there IS NOT NULL
WITH a, b, there, 1.0 * showing / COUNT { (a)<-[:IN_CATEGORY]-() } AS shareOfLists
WHERE shareOfLists < there.confidence
RETURN a.categoryId AS categoryId, a.name AS category, b.categoryId AS relatedId, b.name AS related,
       there.support AS baskets, round(exp(there.weight), 2) AS timesChance,
       round(there.confidence, 3) AS shareOfBaskets, round(shareOfLists, 3) AS shareOfLists
// The baskets that the lists would have to make up for, times the logarithm of how much more than chance they are.
ORDER BY there.support * (1 - shareOfLists / there.confidence) * there.weight DESC, categoryId, relatedId
LIMIT $limit;
