// Substitutes mistaken for complements
//
// Which list entries look like alternatives rather than additions: sibling categories, near in the embedding, and
// hardly bought in one basket?
//
// Parameters
//   maxSupport  integer  orders in which both were bought, at most
//   minCosine   float    cosine of the two embeddings, at least
//   limit       integer  most rows
// Columns
//   support     orders in which both were bought
//   viewedBoth  customers who viewed both: many view, but do not buy, two alternatives
// Example
//   productId     category  otherId             otherCategory   rank  support  cosine  viewedBoth
//   charcoal-009  Charcoal  barbecue-tools-016  Barbecue Tools     1        0   0.959           0
//   skis-021      Skis      ski-boots-026       Ski Boots          1        0   0.917           0
//   charcoal-009  Charcoal  barbecues-008       Barbecues          2        0   0.915           0
// Nothing
//   No list entry looks like that: try a lower minCosine or a higher maxSupport.
// Cost on amazon_beauty: 795,671 db hits, 2,002 ms
:param maxSupport => 0;
:param minCosine => 0.8;
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (parent:Category)<-[:CHILD_OF]-(a:Category)<-[:IN_CATEGORY]-(x:Product)
      -[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->(y:Product)
      -[:IN_CATEGORY]->(b:Category)-[:CHILD_OF]->(parentOfB:Category)
// All categories of products at once: looked up anew for each entry, they would cost four times as much.
USING JOIN ON y
WHERE item.support <= $maxSupport AND parentOfB = parent
  AND x.embeddingSnapshot = live.snapshotId AND y.embeddingSnapshot = live.snapshotId
WITH x, y, a, b, item, 2 * vector.similarity.cosine(x.embedding, y.embedding) - 1 AS cosine
WHERE cosine >= $minCosine
WITH x, y, a, b, item, cosine ORDER BY cosine DESC, x.productId, item.rank LIMIT $limit
RETURN x.productId AS productId, a.name AS category, y.productId AS otherId, b.name AS otherCategory, item.rank AS rank,
       item.support AS support, round(cosine, 3) AS cosine,
       COUNT { MATCH (x)<-[:VIEWED]-(viewer:User) WHERE EXISTS { (viewer)-[:VIEWED]->(y) } RETURN DISTINCT viewer } AS viewedBoth
ORDER BY cosine DESC, productId, rank;
