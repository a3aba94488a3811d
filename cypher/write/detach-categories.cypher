// Takes categories out from under their parents.
// Parameters: categoryIds, a list of strings.
UNWIND $categoryIds AS categoryId
MATCH (:Category {categoryId: categoryId})-[up:CHILD_OF]->()
DELETE up
