// Which relations lead from x's category, or one above it, to y's, or one above that?
// Parameters: x, y, two product ids; limit.
// Result: one row a relation, heaviest first: category, categoryName, related, relatedName, source, weight.
// Example: "tents", "Tents", "sleeping-gear", "Sleeping gear", "merchant", 0.9
MATCH (x:Product {productId: $x})-[:IN_CATEGORY]->(:Category)-[:CHILD_OF*0..10]->(category:Category)
USING INDEX SEEK x:Product(productId)
WITH DISTINCT category
MATCH (y:Product {productId: $y})
USING INDEX SEEK y:Product(productId)
MATCH (category)-[relation:RELATED_TO]->(related:Category)
WHERE (relation.source = 'merchant' OR EXISTS { (:Snapshot {snapshotId: relation.snapshot, live: true}) })
  AND EXISTS { (y)-[:IN_CATEGORY]->(:Category)-[:CHILD_OF*0..10]->(related) }
RETURN category.categoryId AS category, category.name AS categoryName, related.categoryId AS related,
       related.name AS relatedName, relation.source AS source, relation.weight AS weight
ORDER BY weight DESC, category, related LIMIT toInteger($limit)
