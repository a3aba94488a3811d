// What changed between two snapshots
//
// Whose lists did the last embedding change most, and what came and went?
//
// Parameters
//   limit  integer  most rows
// Columns
//   changed   items that were not on the list before
//   newFirst  whether another product stands first
// Example
//   productId   title  changed  newFirst  came                            went
//   B000XVDNCI               9  true      B0000536M2, B00008MOQE, B004D…  B004675EI6, B004DIXYWG, B00AQ…
//   B0013NBW5A               9  true      B0030HKJ8I, B001L413AU, B002M…  B001126XI4, B004Y9GTYE, B003H…
//   B000052YKM               8  true      B003ZTVDBS, B004M2Y7RY, B004S…  B000UVZU1S, B000FH4T3M, B0023…
// Nothing
//   The graph holds one snapshot only, or both say the same.
// Cost on amazon_beauty: 2,260,233 db hits, 2,578 ms
:param limit => 20;

MATCH (now:Snapshot {live: true})-[:REPLACED]->(before:Snapshot)
MATCH (product:Product)-[new:ALSO_CONSIDER {snapshot: now.snapshotId}]->(other:Product)
WITH before, product, other, new.rank AS rank ORDER BY product.productId, rank
WITH before, product, collect(other.productId) AS list
CALL (before, product) {
  MATCH (product)-[old:ALSO_CONSIDER {snapshot: before.snapshotId}]->(other:Product)
  WITH other, old.rank AS rank ORDER BY rank
  RETURN collect(other.productId) AS formerly
}
WITH product, [id IN list WHERE NOT id IN formerly] AS came, [id IN formerly WHERE NOT id IN list] AS went,
     list[0] <> formerly[0] AS newFirst
WHERE size(came) + size(went) > 0 OR newFirst
RETURN product.productId AS productId, product.title AS title, size(came) AS changed, newFirst, came, went
ORDER BY changed DESC, productId
LIMIT $limit;
