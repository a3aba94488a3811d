// Records that a snapshot's lists are being written back. One that is there already goes on where it was left, or begins
// anew where its lists are to have another length, or other rules of the shop hold.
// Parameters: snapshot (its id), model, layer, createdAt (ISO 8601), products (how many), top (items of a list),
// rulesVersion (null where none were ever set), rulesState ('' there; it changes with whatever of the rules holds).
// Result: one row: lists and embeddings (products that have them in the graph already), live.
// Example: {lists: 4096, embeddings: 0, live: false}
MERGE (snapshot:Snapshot {snapshotId: $snapshot})
ON CREATE SET snapshot.live = false
SET snapshot.lists = CASE
      WHEN snapshot.top = toInteger($top) AND coalesce(snapshot.rulesState, '') = $rulesState THEN snapshot.lists
      ELSE 0
    END,
    snapshot.embeddings = coalesce(snapshot.embeddings, 0)
SET snapshot.top = toInteger($top),
    snapshot.model = $model,
    snapshot.layer = $layer,
    snapshot.createdAt = datetime($createdAt),
    snapshot.products = toInteger($products),
    snapshot.rulesVersion = $rulesVersion,
    snapshot.rulesState = $rulesState
RETURN snapshot.lists AS lists, snapshot.embeddings AS embeddings, snapshot.live AS live
