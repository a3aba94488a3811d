// Is there a category of this id; where not, which are meant by it?
// Parameters: id, a string.
// Result: one row; known, and near: at most three, as "id (name)", those with the shortest names first.
// Example: false, ["114 (Nail Polish)", "137 (Nail Polish Remover)"]
OPTIONAL MATCH (known:Category {categoryId: $id})
USING INDEX SEEK known:Category(categoryId)
CALL (known) {
  WITH known WHERE known IS NULL
  MATCH (category:Category)
  WHERE toLower(category.name) CONTAINS toLower($id) OR toLower(category.categoryId) CONTAINS toLower($id)
  WITH category ORDER BY size(category.name), category.categoryId LIMIT 3
  RETURN collect(category.categoryId + ' (' + category.name + ')') AS near
}
RETURN known IS NOT NULL AS known, near
