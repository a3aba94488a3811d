// Cold products and what they got
//
// Which products has nobody touched yet, and how are they answered?
//
// Parameters
//   limit  integer  most rows
// Example
//   productId               title                           category            source    firstThree
//   barbecue-tools-009      Ashford Fire Ranch Long-Handl…  Barbecue Tools      category  charcoal-015, barbecues-002, …
//   bike-lights-001         Spokehouse Tour 100 lx Front …  Bike Lights         category  bike-locks-031, bike-helmets-…
//   bluetooth-speakers-004  Tonika Nova Shelf Bluetooth S…  Bluetooth Speakers  category  chargers-018, chargers-005, c…
// Nothing
//   Every product has an event.
// Cost on amazon_beauty: 24,209 db hits, 84 ms
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (product:Product)
WHERE NOT EXISTS { (product)<-[:PURCHASED|CARTED|FAVORITED|VIEWED]-() }
WITH live, product ORDER BY product.productId LIMIT $limit
OPTIONAL MATCH (product)-[:IN_CATEGORY]->(category:Category)
OPTIONAL MATCH (product)-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->(other:Product)
WITH product, category, item, other ORDER BY product.productId, item.rank
RETURN product.productId AS productId, product.title AS title, category.name AS category,
       [source IN collect(item.source) WHERE source <> 'pinned'][0] AS source, collect(other.productId)[..3] AS firstThree
ORDER BY productId;
