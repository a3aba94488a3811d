// Complements that the lists leave out
//
// What do customers of this category buy along more than by chance, though the list of what they bought does not show it?
//
// Parameters
//   category      category  category id
//   minCustomers  integer   customers who bought both, at least
//   limit         integer   most rows
// Columns
//   timesChance  customers who bought both, over those that chance would give; rows stand by its logarithm times
//                customers, so that what many buy comes before what few do
// Example
//   productId  title                           missing             missingTitle                    customers  timesChance
//   tents-017  Trekline Ridge 2-Person Tent    headlamps-023       Trekline Ridge 350 lm Recharg…          4         80.6
//   tents-032  Northfell Meadow 3-Person Dom…  trekking-poles-022  Cairnwood Alpine Carbon Foldi…          3         59.9
//   tents-037  Palehorn Ridge 4-Person Tent    wireless-mice-015   Calvero Aero Compact Wireless…          4         33.6
// Nothing
//   The lists show all that so many customers bought along: try a lower minCustomers.
// Cost on amazon_beauty: 3,065,095 db hits, 1,717 ms
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
WITH x, y, customers, 1.0 * customers * COUNT { (:User) }
       / (COUNT { MATCH (x)<-[:PURCHASED]-(buyer) RETURN DISTINCT buyer } * COUNT { MATCH (y)<-[:PURCHASED]-(buyer) RETURN DISTINCT buyer }) AS lift
RETURN x.productId AS productId, x.title AS title, y.productId AS missing, y.title AS missingTitle, customers,
       round(lift, 1) AS timesChance
ORDER BY customers * log(lift) DESC, productId, missing
LIMIT $limit;
