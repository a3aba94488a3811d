// Orphan categories
//
// Which categories hold nothing, hang nowhere, or go with no other?
//
// Parameters
//   limit  integer  most rows
// Example
//   categoryId  name  products  faults
//   (nothing)
// Nothing
//   Every category is in use.
// Cost on amazon_beauty: 3,224 db hits, 35 ms
:param limit => 20;

OPTIONAL MATCH (live:Snapshot {live: true})
MATCH (category:Category)
WITH category, COUNT { (category)<-[:IN_CATEGORY]-() } AS products,
     EXISTS { (category)-[:CHILD_OF]-() } AS inTree, EXISTS { (category)<-[:CHILD_OF]-() } AS hasChildren,
     EXISTS {
       MATCH (category)-[relation:RELATED_TO]-()
       WHERE relation.source = 'merchant' OR relation.snapshot = live.snapshotId
     } AS related
WITH category, products,
     [fault IN [
       CASE WHEN products = 0 AND NOT hasChildren THEN 'no products' END,
       CASE WHEN NOT inTree THEN 'not in the tree' END,
       CASE WHEN products > 0 AND NOT related THEN 'goes with nothing' END
     ] WHERE fault IS NOT NULL] AS faults
WHERE size(faults) > 0
RETURN category.categoryId AS categoryId, category.name AS name, products, faults
ORDER BY size(faults) DESC, categoryId
LIMIT $limit;
