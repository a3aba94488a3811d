// How much changed between two snapshots
//
// How much of the lists did the last embedding keep, over all and by category?
//
// Parameters
//   limit  integer  most rows; the first is over all
// Columns
//   itemsKept  share of the items that were on the list before
//   sameItems  lists that hold the same items, in any order
//   sameFirst  lists with the same product first
// Example
//   categoryId  category        lists  itemsKept  sameItems  sameFirst
//               all categories  12101      0.627        559       6767
//   242         Men                 1          0          0          0
//   243         Brush Bags          3      0.267          0          1
// Nothing
//   The graph holds one snapshot only.
// Cost on amazon_beauty: 2,410,760 db hits, 4,928 ms
:param limit => 20;

MATCH (now:Snapshot {live: true})-[:REPLACED]->(before:Snapshot)
MATCH (product:Product)-[item:ALSO_CONSIDER]->(other:Product)
WHERE item.snapshot = now.snapshotId OR item.snapshot = before.snapshotId
WITH product, other, count(*) AS holders, sum(item.rank) AS ranks,
     sum(CASE item.snapshot WHEN now.snapshotId THEN 1 ELSE 0 END) AS listed
WITH product, sum(holders - 1) AS kept, sum(listed) AS items,
     max(CASE WHEN holders = 2 AND ranks = 2 THEN 1 ELSE 0 END) AS sameFirst
WHERE items > 0
WITH kept, items, sameFirst, head([(product)-[:IN_CATEGORY]->(category) | category]) AS own
UNWIND [null, own] AS category
WITH category, count(*) AS lists, sum(CASE WHEN kept = items THEN 1 ELSE 0 END) AS sameItems,
     sum(sameFirst) AS sameFirst, 1.0 * sum(kept) / sum(items) AS kept
RETURN category.categoryId AS categoryId, coalesce(category.name, 'all categories') AS category, lists,
       round(kept, 3) AS itemsKept, sameItems, sameFirst
ORDER BY categoryId IS NOT NULL, kept, categoryId
LIMIT $limit;
