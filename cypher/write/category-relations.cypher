// Records a merchant's word on which categories go together; only what is new or has another weight is touched.
// Parameters, one entry a relation: categoryIds, relatedIds, weights (0 to 1).
// Result: one row, written: how many were added or changed.
UNWIND range(0, size($categoryIds) - 1) AS i
MATCH (category:Category {categoryId: $categoryIds[i]})
MATCH (related:Category {categoryId: $relatedIds[i]})
WITH i, category, related
WHERE NOT EXISTS {
  MATCH (category)-[known:RELATED_TO {source: 'merchant'}]->(related)
  WHERE known.weight = $weights[i]
}
MERGE (category)-[relation:RELATED_TO {source: 'merchant'}]->(related)
SET relation.weight = $weights[i]
RETURN count(*) AS written
