// Removes the lists of snapshots that are not kept, from the next products in the order of their ids.
// Parameters: after (the id where the last call ended, "" at first), kept (ids of snapshots), batch (products).
// Result: one row: last (the id where this call ended, null at the end), removed (relationships). Example: "B003QLRO7W", 5000
MATCH (product:Product)
USING INDEX SEEK product:Product(productId)
WHERE product.productId > $after
WITH product ORDER BY product.productId LIMIT toInteger($batch)
CALL (product) {
  MATCH (product)-[old:ALSO_CONSIDER]->()
  WHERE NOT old.snapshot IN $kept
  DELETE old
  RETURN count(*) AS removed
}
RETURN max(product.productId) AS last, sum(removed) AS removed
