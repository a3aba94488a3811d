// Cold products and what they got
//
// Which products has nobody touched yet, and how are they answered?
//
// Parameters
//   limit  integer  most rows
// Example
//   -
// Cost on amazon_beauty: -
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (product:Product)
WHERE NOT EXISTS { (product)<-[:PURCHASED|CARTED|FAVORITED|VIEWED]-() }
WITH live, product ORDER BY product.productId LIMIT $limit
OPTIONAL MATCH (product)-[:IN_CATEGORY]->(category:Category)
OPTIONAL MATCH (product)-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->(other:Product)
WITH product, category, item, other ORDER BY product.productId, item.rank
RETURN product.productId AS productId, product.title AS title, category.name AS category,
       collect(item.source)[0] AS source, collect(other.productId)[..3] AS firstThree
ORDER BY productId;
