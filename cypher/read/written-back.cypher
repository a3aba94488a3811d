// How many items of each list of the live snapshot are written back.
// Result: one row, top (0 where no lists are). Example: 10
OPTIONAL MATCH (snapshot:Snapshot {live: true})
RETURN coalesce(max(snapshot.top), 0) AS top
