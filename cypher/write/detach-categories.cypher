// Takes categories out from under their parents.
// The hint keeps the planner from a scan: a plan made while the graph is small would be kept while it grows.
// Parameters: categoryIds, a list of strings.
UNWIND $categoryIds AS categoryId
MATCH (category:Category {categoryId: categoryId})-[up:CHILD_OF]->()
USING INDEX SEEK category:Category(categoryId)
DELETE up
