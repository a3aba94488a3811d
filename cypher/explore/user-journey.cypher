// One customer's journey
//
// What did this customer do, in order, and did the next product stand on the list of the one before?
//
// Parameters
//   user   string   customer id
//   limit  integer  most rows
// Example
//   -
// Cost on amazon_beauty: -
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
