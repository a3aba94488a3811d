// One customer's journey
//
// What did this customer do, in order, and did the next product stand on the list of the one before?
//
// Parameters
//   user   customer  customer id
//   limit  integer   most rows
// Columns
//   rankOnListBefore  place of the product on the list of the one before it
// Example
//   at                    event      productId         title                           category      rankOnListBefore
//   2025-01-01T06:07:07Z  VIEWED     duvet-covers-026  Slumberly Cloud 135 x 200 cm …  Duvet Covers
//   2025-01-01T06:08:06Z  CARTED     duvet-covers-026  Slumberly Cloud 135 x 200 cm …  Duvet Covers
//   2025-01-01T06:09:09Z  PURCHASED  duvet-covers-026  Slumberly Cloud 135 x 200 cm …  Duvet Covers
// Nothing
//   The customer has no events.
// Cost on amazon_beauty: 5,437 db hits, 14 ms
:param user => 'c06962';
:param limit => 50;

MATCH (customer:User {userId: $user})-[event:PURCHASED|CARTED|FAVORITED|VIEWED]->(product:Product)
WITH event, product ORDER BY event.at, event.seq, event.eventId LIMIT $limit
OPTIONAL MATCH (product)-[:IN_CATEGORY]->(category:Category)
WITH event, product, category ORDER BY event.at, event.seq, event.eventId
WITH collect({event: event, product: product, category: category}) AS steps
OPTIONAL MATCH (live:Snapshot {live: true})
UNWIND range(0, size(steps) - 1) AS i
WITH live, steps[i] AS step, CASE i WHEN 0 THEN null ELSE steps[i - 1].product END AS before, i
OPTIONAL MATCH (before)-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->(other:Product)
WHERE other = step.product
RETURN toString(step.event.at) AS at, type(step.event) AS event, step.product.productId AS productId,
       step.product.title AS title, step.category.name AS category, item.rank AS rankOnListBefore
ORDER BY i;
