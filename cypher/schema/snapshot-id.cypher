// A snapshot of lists is written back once; the constraint's index finds it by its id.
CREATE CONSTRAINT snapshot_id IF NOT EXISTS FOR (snapshot:Snapshot) REQUIRE snapshot.snapshotId IS UNIQUE
