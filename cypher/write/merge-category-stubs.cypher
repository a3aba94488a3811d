// Makes sure that categories with these ids are there; a new one knows nothing but its id.
// Parameters: categoryIds, a list of strings.
UNWIND $categoryIds AS categoryId
MERGE (:Category {categoryId: categoryId})
