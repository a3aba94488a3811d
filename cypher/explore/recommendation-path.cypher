// The path behind a recommendation
//
// Why does y stand on x's list: what do customers, third products and category relations say of the two?
//
// Parameters
//   x      product  id of the product that was asked about
//   y      product  id of the recommended one
//   limit  integer  most rows
// Columns
//   support      orders in which both were bought; customers, where the link is of customers
//   timesChance  how many times more than by chance
//   score        that of the list; over a third product that of both steps multiplied; the weight of a relation that
//                the shop gave
// Example
//   link                          via                support  timesChance     score
//   on the list                   rank 1, by graph         4               0.108946
//   bought by the same customers                           4       129.25
//   over a third product          sleeping-bags-024        4               0.016512
// Nothing
//   Nobody bought both, no list and no category relation links them.
// Cost on amazon_beauty: 13,497 db hits, 45 ms
:param x => 'tents-012';
:param y => 'sleeping-mats-034';
:param limit => 20;

MATCH (x:Product {productId: $x})
MATCH (y:Product {productId: $y})
OPTIONAL MATCH (live:Snapshot {live: true})
CALL (x, y, live) {
  MATCH (x)-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->(y)
  RETURN 'on the list' AS link, 'rank ' + toString(item.rank) + ', by ' + item.source AS via,
         item.support AS support, null AS timesChance, item.score AS score, 0 AS place
  UNION
  MATCH (buyer:User)-[:PURCHASED]->(x)
  WITH y, collect(DISTINCT buyer) AS buyers
  WITH y, buyers, size([buyer IN buyers WHERE EXISTS { (buyer)-[:PURCHASED]->(y) }]) AS both
  WHERE both > 0
  RETURN 'bought by the same customers' AS link, null AS via, both AS support,
         1.0 * both * COUNT { (:User) } / (size(buyers) * COUNT { MATCH (y)<-[:PURCHASED]-(buyer) RETURN DISTINCT buyer }) AS timesChance,
         null AS score, 1 AS place
  UNION
  MATCH (x)-[first:ALSO_CONSIDER {snapshot: live.snapshotId}]->(third:Product)
        -[second:ALSO_CONSIDER {snapshot: live.snapshotId}]->(y)
  RETURN 'over a third product' AS link, third.productId AS via,
         CASE WHEN first.support < second.support THEN first.support ELSE second.support END AS support,
         null AS timesChance, first.score * second.score AS score, 2 AS place
  UNION
  MATCH (x)-[:IN_CATEGORY]->(from:Category)-[relation:RELATED_TO]->(to:Category)<-[:IN_CATEGORY]-(y)
  WHERE relation.source = 'merchant' OR relation.snapshot = live.snapshotId
  RETURN 'categories related, ' + relation.source AS link, from.name + ' with ' + to.name AS via,
         relation.support AS support, CASE relation.source WHEN 'learned' THEN exp(relation.weight) END AS timesChance,
         CASE relation.source WHEN 'merchant' THEN relation.weight END AS score, 3 AS place
}
RETURN link, via, support, round(timesChance, 2) AS timesChance, round(score, 6) AS score
ORDER BY place, score DESC, via
LIMIT $limit;
