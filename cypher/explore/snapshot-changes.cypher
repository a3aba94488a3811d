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
//   B0002YE8IO              10  true      B000TKH6G2, B001AO0WCG, B000F…  B00CP4QZ8U, B003EGZZ1G, B0007…
//   B000FPVMCU              10  true      B0000ZLEFU, B003IU9HI0, B0000…  B000EGMHKQ, B0012QYX18, B000F…
//   B000H3I33G              10  true      B002SV0XYW, B002R23I76, B006U…  B00373FPG6, B00AP1BTZE, B006O…
// Nothing
//   The graph holds one snapshot only, or both say the same.
// Cost on amazon_beauty: 2,273,027 db hits, 4,433 ms
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
