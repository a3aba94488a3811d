// Puts categories under their parents; both must be there.
// Parameters, one entry a category: categoryIds, parentIds.
UNWIND range(0, size($categoryIds) - 1) AS i
MATCH (category:Category {categoryId: $categoryIds[i]})
MATCH (parent:Category {categoryId: $parentIds[i]})
MERGE (category)-[:CHILD_OF]->(parent)
