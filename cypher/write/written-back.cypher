// Remembers how far a snapshot's write-back is, in the transaction of the products that it counts.
// Parameters: snapshot (its id), lists, embeddings: products that have them; null leaves the number as it is.
MATCH (snapshot:Snapshot {snapshotId: $snapshot})
USING INDEX SEEK snapshot:Snapshot(snapshotId)
SET snapshot.lists = coalesce(toInteger($lists), snapshot.lists),
    snapshot.embeddings = coalesce(toInteger($embeddings), snapshot.embeddings)
