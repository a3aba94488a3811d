// Complements that the lists leave out
//
// Which products of other categories do customers of this category buy along, though no list of it shows them?
//
// Parameters
//   category      string   category id
//   minCustomers  integer  customers who bought both, at least
//   limit         integer  most rows
// Example
//   -
// Cost on amazon_beauty: -
:param category => 'tents';
:param minCustomers => 3;
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (own:Category {categoryId: $category})<-[:IN_CATEGORY]-(x:Product)<-[:PURCHASED]-(customer:User)
MATCH (customer)-[:PURCHASED]->(y:Product)
WHERE NOT (y)-[:IN_CATEGORY]->(own)
WITH live, x, y, count(DISTINCT customer) AS customers
WHERE customers >= $minCustomers
  AND NOT EXISTS { (x)-[:ALSO_CONSIDER {snapshot: live.snapshotId}]->(y) }
RETURN x.productId AS productId, x.title AS title, y.productId AS missing, y.title AS missingTitle, customers
ORDER BY customers DESC, productId, missing
LIMIT $limit;
