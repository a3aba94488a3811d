// Writes what baskets say of some categories for one snapshot, in place of anything that they had for it.
// Parameters: snapshot (its id), categoryIds (all that are to be replaced); one entry a relation: fromIds, toIds, weights,
// supports, confidences, lows, highs.
UNWIND $categoryIds AS categoryId
MATCH (replaced:Category {categoryId: categoryId})-[old:RELATED_TO {source: 'learned', snapshot: $snapshot}]->()
USING INDEX SEEK replaced:Category(categoryId)
DELETE old
WITH count(*) AS deleted
UNWIND range(0, size($fromIds) - 1) AS i
MATCH (category:Category {categoryId: $fromIds[i]})
USING INDEX SEEK category:Category(categoryId)
MATCH (related:Category {categoryId: $toIds[i]})
USING INDEX SEEK related:Category(categoryId)
CREATE (category)-[:RELATED_TO {
  source: 'learned',
  snapshot: $snapshot,
  weight: $weights[i],
  support: toInteger($supports[i]),
  confidence: $confidences[i],
  low: $lows[i],
  high: $highs[i]
}]->(related)
RETURN count(*) AS written
