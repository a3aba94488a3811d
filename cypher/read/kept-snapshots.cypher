// Which snapshots stay in the graph: the live one, and the one that it replaced.
// Result: one row: kept (their ids), others (whether there are any more). Example: ["0f6c1de2b7a94c35", "77a1c04be9d8f210"], false
MATCH (live:Snapshot {live: true})
OPTIONAL MATCH (live)-[:REPLACED]->(before:Snapshot)
WITH live.snapshotId AS now, collect(before.snapshotId) AS replaced
WITH [now] + replaced AS kept
RETURN kept, EXISTS { MATCH (other:Snapshot) WHERE NOT other.snapshotId IN kept } AS others
