// Moves readers of the graph to a snapshot whose lists are all there, in one step, and remembers which one it replaced.
// Where it is live already nothing changes. The embeddings of any other snapshot are overwritten after this.
// Parameters: snapshot (its id).
MATCH (next:Snapshot {snapshotId: $snapshot})
USING INDEX SEEK next:Snapshot(snapshotId)
WHERE NOT next.live
OPTIONAL MATCH (now:Snapshot {live: true})
OPTIONAL MATCH (next)-[forgotten:REPLACED]->()
SET now.live = false,
    now.embeddings = 0,
    next.live = true
DELETE forgotten
WITH DISTINCT next, now
WHERE now IS NOT NULL
MERGE (next)-[:REPLACED]->(now)
