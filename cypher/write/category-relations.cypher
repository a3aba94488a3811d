// Records a merchant's word on which categories go together; only what is new or has another weight is touched.
// The hints keep the planner from a scan: a plan made while the graph is small would be kept while it grows.
// Parameters, one entry a relation: categoryIds, relatedIds, weights (0 to 1).
// Result: one row, written: how many were added or changed.
UNWIND range(0, size($categoryIds) - 1) AS i
MATCH (category:Category {categoryId: $categoryIds[i]})
USING INDEX SEEK category:Category(categoryId)
MATCH (related:Category {categoryId: $relatedIds[i]})
USING INDEX SEEK related:Category(categoryId)
WITH i, category, related
WHERE NOT EXISTS {
  MATCH (category)-[known:RELATED_TO {source: 'merchant'}]->(related)
  WHERE known.weight = $weights[i]
}
MERGE (category)-[relation:RELATED_TO {source: 'merchant'}]->(related)
SET relation.weight = $weights[i]
RETURN count(*) AS written
