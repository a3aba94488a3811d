// Is there a product of this id; where not, which are meant by it?
// Parameters: id, a string.
// Result: one row; known, and near: at most three, as "id (title)", those with the shortest titles first.
// Example: false, ["tents-012 (Mossgate Ridge 4-Person Tunnel Tent)"]
OPTIONAL MATCH (known:Product {productId: $id})
USING INDEX SEEK known:Product(productId)
CALL (known) {
  WITH known WHERE known IS NULL
  MATCH (product:Product)
  WHERE toLower(product.title) CONTAINS toLower($id) OR toLower(product.productId) CONTAINS toLower($id)
  WITH product ORDER BY size(product.title), product.productId LIMIT 3
  RETURN collect(product.productId + CASE coalesce(product.title, '') WHEN '' THEN '' ELSE ' (' + product.title + ')' END) AS near
}
RETURN known IS NOT NULL AS known, near
