// Adds categories or renames them.
// Parameters, one entry a category: categoryIds, names.
UNWIND range(0, size($categoryIds) - 1) AS i
MERGE (category:Category {categoryId: $categoryIds[i]})
SET category.name = $names[i]
