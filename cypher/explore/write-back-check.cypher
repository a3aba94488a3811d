// Is the graph up to date?
//
// Which snapshots does the graph hold, and which products have no list or no embedding of the live one?
//
// Example
//   -
// Cost on amazon_beauty: -

MATCH (snapshot:Snapshot)
CALL (snapshot) {
  MATCH (product:Product)
  RETURN sum(CASE WHEN EXISTS { (product)-[:ALSO_CONSIDER {snapshot: snapshot.snapshotId}]->() } THEN 0 ELSE 1 END) AS withoutList,
         sum(CASE WHEN product.embeddingSnapshot = snapshot.snapshotId THEN 0 ELSE 1 END) AS withoutEmbedding
}
RETURN snapshot.snapshotId AS snapshot, snapshot.model AS model, toString(snapshot.createdAt) AS createdAt,
       snapshot.live AS live, snapshot.top AS top, withoutList, withoutEmbedding
ORDER BY live DESC, createdAt DESC;
