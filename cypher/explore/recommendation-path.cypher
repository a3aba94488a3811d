// The path behind a recommendation
//
// Why does y stand on x's list: what do customers, third products and category relations say of the two?
//
// Parameters
//   x      string   id of the product that was asked about
//   y      string   id of the recommended one
//   limit  integer  most rows
// Example
//   link                          via                customers  strength
//   on the list                   rank 1, by graph           4    0.1291
//   bought by the same customers                             4
//   over a third product          sleeping-bags-024          4    0.0195
// Cost on amazon_beauty: 12,836 db hits, 28 ms
:param x => 'tents-012';
:param y => 'sleeping-mats-034';
:param limit => 20;

MATCH (x:Product {productId: $x}), (y:Product {productId: $y})
OPTIONAL MATCH (live:Snapshot {live: true})
CALL (x, y, live) {
  MATCH (x)-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->(y)
  RETURN 'on the list' AS link, 'rank ' + toString(item.rank) + ', by ' + item.source AS via,
         item.support AS customers, item.score AS strength, 0 AS place
  UNION
  MATCH (customer:User)-[:PURCHASED]->(x)
  WHERE EXISTS { (customer)-[:PURCHASED]->(y) }
  WITH count(DISTINCT customer) AS customers
  WHERE customers > 0
  RETURN 'bought by the same customers' AS link, null AS via, customers, null AS strength, 1 AS place
  UNION
  MATCH (x)-[first:ALSO_CONSIDER {snapshot: live.snapshotId}]->(third:Product)
        -[second:ALSO_CONSIDER {snapshot: live.snapshotId}]->(y)
  RETURN 'over a third product' AS link, third.productId AS via,
         CASE WHEN first.support < second.support THEN first.support ELSE second.support END AS customers,
         first.score * second.score AS strength, 2 AS place
  UNION
  MATCH (x)-[:IN_CATEGORY]->(from:Category)-[relation:RELATED_TO]->(to:Category)<-[:IN_CATEGORY]-(y)
  WHERE relation.source = 'merchant' OR relation.snapshot = live.snapshotId
  RETURN 'categories related, ' + relation.source AS link, from.name + ' with ' + to.name AS via,
         relation.support AS customers, relation.weight AS strength, 3 AS place
}
RETURN link, via, customers, round(strength, 4) AS strength
ORDER BY place, strength DESC, via
LIMIT $limit;
