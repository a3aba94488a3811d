// The merchant's relations beside what customers do
//
// Which of the shop's own category relations do baskets confirm, and which not?
//
// Parameters
//   limit  integer  most rows
// Columns
//   merchantWeight  0 to 1, from category_relations.csv
//   timesChance     what baskets say, where they say more than chance
// Example
//   categoryId     category       relatedId   related     merchantWeight  timesChance  baskets  verdict
//   paddle-boards  Paddle Boards  dry-bags    Dry Bags               0.9                        not confirmed
//   paddle-boards  Paddle Boards  cool-boxes  Cool Boxes             0.5                        not confirmed
//   tents          Tents          cool-boxes  Cool Boxes             0.4                        not confirmed
// Nothing
//   The shop gave no category relations of its own (category_relations.csv).
// Cost on amazon_beauty: 24,159 db hits, 14 ms
:param limit => 20;

OPTIONAL MATCH (live:Snapshot {live: true})
MATCH (a:Category)-[merchant:RELATED_TO {source: 'merchant'}]->(b:Category)
OPTIONAL MATCH (a)-[learned:RELATED_TO {source: 'learned', snapshot: live.snapshotId}]->(b)
RETURN a.categoryId AS categoryId, a.name AS category, b.categoryId AS relatedId, b.name AS related,
       merchant.weight AS merchantWeight,
       round(exp(learned.weight), 2) AS timesChance, learned.support AS baskets,
       CASE WHEN learned IS NULL THEN 'not confirmed' ELSE 'confirmed' END AS verdict
ORDER BY verdict DESC, merchantWeight DESC, categoryId, relatedId
LIMIT $limit;
