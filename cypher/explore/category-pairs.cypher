// Strongest category pairs
//
// Which categories are bought together more than by chance, and how one-sided is each pair?
//
// Parameters
//   minSupport  integer  baskets that hold both, at least
//   limit       integer  most rows
// Columns
//   baskets       that hold both
//   timesChance   how many times more evidence links them than by chance, few counts shrunk towards 1
//   share         P(related | category): of the baskets of the first, those that hold the second, with its 95 %
//                 interval low to high
//   shareBack     P(category | related)
//   oneSidedness  share over shareBack: 1 where both pull alike
// Example
//   categoryId      category        relatedId       related         baskets  timesChance  share    low   high  shareBack  oneSidedness
//   plant-pots      Plant Pots      potting-soil    Potting Soil       1724        22.96  0.604  0.586  0.622        0.5          1.21
//   dog-beds        Dog Beds        dog-leads       Dog Leads          1055        20.84  0.475  0.455  0.496      0.424          1.12
//   kitchen-knives  Kitchen Knives  cutting-boards  Cutting Boards     1253        17.74  0.521  0.501   0.54      0.439          1.19
// Nothing
//   No two categories stand in that many baskets together: try a lower minSupport.
// Cost on amazon_beauty: 322,851 db hits, 476 ms
:param minSupport => 5;
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (a:Category)-[there:RELATED_TO {source: 'learned', snapshot: live.snapshotId}]->(b:Category)
WHERE there.support >= $minSupport
OPTIONAL MATCH (b)-[back:RELATED_TO {source: 'learned', snapshot: live.snapshotId}]->(a)
WITH a, b, there, back
WHERE back IS NULL OR there.confidence > back.confidence OR (there.confidence = back.confidence AND a.categoryId < b.categoryId)
RETURN a.categoryId AS categoryId, a.name AS category, b.categoryId AS relatedId, b.name AS related,
       there.support AS baskets, round(exp(there.weight), 2) AS timesChance,
       round(there.confidence, 3) AS share, round(there.low, 3) AS low, round(there.high, 3) AS high,
       round(back.confidence, 3) AS shareBack, round(there.confidence / back.confidence, 2) AS oneSidedness
ORDER BY there.weight DESC, categoryId, relatedId
LIMIT $limit;
