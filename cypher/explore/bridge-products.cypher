// Bridges between two categories
//
// Which third products do both categories lead to, so that a page or a bundle of the two could carry them?
//
// Parameters
//   category  category  category id
//   related   category  id of the other category
//   limit     integer   most rows
// Columns
//   fromCategory  lists of the first category that show the product
//   fromRelated   lists of the other that do
// Example
//   productId          title                           category       fromCategory  fromRelated
//   sleeping-mats-033  Northfell Drift 3 cm Self-Inf…  Sleeping Mats             5            5
//   sleeping-mats-030  Cairnwood Ridge 7 cm Air Mat    Sleeping Mats             4            7
//   sleeping-mats-007  Trekline Ridge 5 cm Sleeping …  Sleeping Mats            12            2
// Nothing
//   No product stands on lists of both categories.
// Cost on amazon_beauty: 261,483 db hits, 125 ms
:param category => 'tents';
:param related => 'sleeping-bags';
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (:Category {categoryId: $category})<-[:IN_CATEGORY]-(a:Product)
      -[one:ALSO_CONSIDER {snapshot: live.snapshotId}]->(bridge:Product)
WITH live, bridge, count(a) AS fromCategory, sum(one.score) AS pull
MATCH (:Category {categoryId: $related})<-[:IN_CATEGORY]-(b:Product)
      -[two:ALSO_CONSIDER {snapshot: live.snapshotId}]->(bridge)
WITH bridge, fromCategory, pull, count(b) AS fromRelated, sum(two.score) AS pullBack
OPTIONAL MATCH (bridge)-[:IN_CATEGORY]->(own:Category)
RETURN bridge.productId AS productId, bridge.title AS title, own.name AS category, fromCategory, fromRelated
ORDER BY pull * pullBack DESC, productId
LIMIT $limit;
