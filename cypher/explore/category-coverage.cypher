// Category coverage
//
// Which share of each category's products do the lists show at all, and how often?
//
// Parameters
//   limit  integer  most rows
// Columns
//   shown   products that stand on a list
//   places  list items that are of the category
// Example
//   categoryId          category            products  shown  coverage  places
//   paddle-boards       Paddle Boards             17      0         0       0
//   bluetooth-speakers  Bluetooth Speakers        35     30     0.857     264
//   frying-pans         Frying Pans               34     30     0.882     109
// Cost on amazon_beauty: 763,536 db hits, 970 ms
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (category:Category)<-[:IN_CATEGORY]-(product:Product)
WITH category, COUNT { (product)<-[:ALSO_CONSIDER {snapshot: live.snapshotId}]-() } AS places
WITH category, count(*) AS products, sum(sign(places)) AS shown, sum(places) AS places
RETURN category.categoryId AS categoryId, category.name AS category, products, shown,
       round(1.0 * shown / products, 3) AS coverage, places
ORDER BY coverage, products DESC, categoryId
LIMIT $limit;
