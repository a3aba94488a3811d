// Puts categories under their parents; both must be there.
// The hints keep the planner from a scan: a plan made while the graph is small would be kept while it grows.
// Parameters, one entry a category: categoryIds, parentIds.
UNWIND range(0, size($categoryIds) - 1) AS i
MATCH (category:Category {categoryId: $categoryIds[i]})
USING INDEX SEEK category:Category(categoryId)
MATCH (parent:Category {categoryId: $parentIds[i]})
USING INDEX SEEK parent:Category(categoryId)
MERGE (category)-[:CHILD_OF]->(parent)
