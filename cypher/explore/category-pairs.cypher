// Strongest category pairs
//
// Which categories are bought together more than by chance, and how one-sided is each pair?
//
// Parameters
//   minSupport  integer  baskets that hold both, at least
//   limit       integer  most rows
// Example
//   -
// Cost on amazon_beauty: -
:param minSupport => 5;
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (a:Category)-[there:RELATED_TO {source: 'learned', snapshot: live.snapshotId}]->(b:Category)
WHERE there.support >= $minSupport
OPTIONAL MATCH (b)-[back:RELATED_TO {source: 'learned', snapshot: live.snapshotId}]->(a)
WITH a, b, there, back
WHERE back IS NULL OR there.confidence > back.confidence OR (there.confidence = back.confidence AND a.categoryId < b.categoryId)
RETURN a.name AS category, b.name AS related, there.support AS baskets,
       round(exp(there.weight), 2) AS timesChance,
       round(there.confidence, 3) AS share, round(there.low, 3) AS low, round(there.high, 3) AS high,
       round(back.confidence, 3) AS shareBack, round(there.confidence / back.confidence, 2) AS oneSidedness
ORDER BY there.weight DESC, category, related
LIMIT $limit;
