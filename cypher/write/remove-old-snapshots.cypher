// Removes the record of snapshots that are not kept, after their lists.
// Parameters: kept (ids of snapshots).
MATCH (old:Snapshot)
WHERE NOT old.snapshotId IN $kept
DETACH DELETE old
