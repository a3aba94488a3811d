// Complements that the lists leave out
//
// What do customers of this category buy along more than by chance, though the list of what they bought does not show it?
//
// Parameters
//   category      category  category id
//   minCustomers  integer   customers who bought both, at least
//   limit         integer   most rows
// Columns
//   timesChance  customers who bought both, over those that chance would give; rows stand by the same ratio with one
//                customer added to both, so that few do not come first by luck
// Example
//   productId  title                           missing            missingTitle                    customers  timesChance
//   tents-010  Trekline Drift 6-Person Tent    camp-cookware-008  Trekline Ridge 2-Person Mess …          8         10.8
//   tents-005  Trekline Meadow 6-Person Tunn…  camp-pillows-022   Trekline Meadow Compact Trave…          7         12.7
//   tents-028  Cairnwood Drift 2-Person Tunn…  camp-pillows-008   Cairnwood Ridge Inflatable Tr…          6         15.3
// Nothing
//   The lists show all that so many customers bought along: try a lower minCustomers.
// Cost on amazon_beauty: 3,027,712 db hits, 2,469 ms
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
WITH x, y, customers, 1.0 * COUNT { MATCH (x)<-[:PURCHASED]-(buyer) RETURN DISTINCT buyer }
       * COUNT { MATCH (y)<-[:PURCHASED]-(buyer) RETURN DISTINCT buyer } / COUNT { (:User) } AS chance
RETURN x.productId AS productId, x.title AS title, y.productId AS missing, y.title AS missingTitle, customers,
       round(customers / chance, 1) AS timesChance
ORDER BY (customers + 1) / (chance + 1) DESC, productId, missing
LIMIT $limit;
