// Writes the lists of some products for one snapshot, in place of any that they had for it; those of others stay.
// Parameters: snapshot (its id), rulesVersion (of the shop's rules, null for none); one entry a product: productIds, ends
// (where its items end in the columns that follow); one entry an item: itemIds, scores, sources, supports, sessions,
// throughs (with nulls).
UNWIND range(0, size($productIds) - 1) AS i
MATCH (product:Product {productId: $productIds[i]})
USING INDEX SEEK product:Product(productId)
CALL (product) {
  MATCH (product)-[old:ALSO_CONSIDER {snapshot: $snapshot}]->()
  DELETE old
}
WITH product, CASE i WHEN 0 THEN 0 ELSE toInteger($ends[i - 1]) END AS start, toInteger($ends[i]) AS end
UNWIND range(start, end - 1) AS item
MATCH (other:Product {productId: $itemIds[item]})
USING INDEX SEEK other:Product(productId)
CREATE (product)-[:ALSO_CONSIDER {
  snapshot: $snapshot,
  rulesVersion: $rulesVersion,
  rank: item - start + 1,
  score: $scores[item],
  source: $sources[item],
  support: toInteger($supports[item]),
  sessions: toInteger($sessions[item]),
  through: $throughs[item]
}]->(other)
RETURN count(*) AS written
