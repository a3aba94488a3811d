// Is the graph up to date?
//
// Which snapshots does the graph hold, and which products have no list or no embedding of the live one?
//
// Columns
//   top               items of a list
//   withoutEmbedding  only the live snapshot has embeddings in the graph
// Example
//   snapshot          model             createdAt                 live  top  rulesVersion    withoutList  withoutEmbedding
//   9ced74596f1ea3b1  fb1f4f39e0e7d48b  2026-11-26T20:47:53.917Z  true   10  2-5f2b8a9d0c3e            0                 0
// Cost on amazon_beauty: 542,740 db hits, 569 ms

MATCH (snapshot:Snapshot)
CALL (snapshot) {
  MATCH (product:Product)
  RETURN sum(CASE WHEN EXISTS { (product)-[:ALSO_CONSIDER {snapshot: snapshot.snapshotId}]->() } THEN 0 ELSE 1 END) AS withoutList,
         sum(CASE WHEN product.embeddingSnapshot = snapshot.snapshotId THEN 0 ELSE 1 END) AS withoutEmbedding
}
RETURN snapshot.snapshotId AS snapshot, snapshot.model AS model, toString(snapshot.createdAt) AS createdAt,
       snapshot.live AS live, snapshot.top AS top, snapshot.rulesVersion AS rulesVersion, withoutList, withoutEmbedding
ORDER BY live DESC, createdAt DESC;
