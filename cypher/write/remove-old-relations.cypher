// Removes what baskets said of categories for snapshots that are not kept, from the next categories in the order of their ids.
// Parameters: after (the id where the last call ended, "" at first), kept (ids of snapshots), batch (categories).
// Result: one row: last (the id where this call ended, null at the end), removed (relationships). Example: "tents", 25
MATCH (category:Category)
USING INDEX SEEK category:Category(categoryId)
WHERE category.categoryId > $after
WITH category ORDER BY category.categoryId LIMIT toInteger($batch)
CALL (category) {
  MATCH (category)-[old:RELATED_TO {source: 'learned'}]->()
  WHERE NOT old.snapshot IN $kept
  DELETE old
  RETURN count(*) AS removed
}
RETURN max(category.categoryId) AS last, sum(removed) AS removed
