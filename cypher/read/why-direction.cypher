// Which of two products do customers buy first?
// Counts customers who bought both, by the latest purchase of each, and of those of one time by their sequence numbers; beside
// them those of whom no order in time is known. Begins at the product with fewer events.
// Parameters: x, y, two product ids; until (ISO 8601, or null): later events are left out.
// Result: one row, after (customers who bought y after x), before, unknown. Example: 12, 3, 6
WITH CASE WHEN $until IS NULL THEN null ELSE datetime($until) END AS until
MATCH (x:Product {productId: $x})
USING INDEX SEEK x:Product(productId)
MATCH (y:Product {productId: $y})
USING INDEX SEEK y:Product(productId)
WITH until, CASE
       WHEN COUNT { (x)<-[:PURCHASED]-() } <= COUNT { (y)<-[:PURCHASED]-() } THEN [x, y] ELSE [y, x]
     END AS pair
WITH until, pair[0] AS rarer, pair[1] AS other
MATCH (rarer)<-[a:PURCHASED]-(user:User)
WHERE until IS NULL OR a.at IS NULL OR a.at <= until
WITH until, rarer, other, user, max(a.at) AS at, max(a.seq) AS seq
MATCH (user)-[b:PURCHASED]->(other)
WHERE until IS NULL OR b.at IS NULL OR b.at <= until
WITH rarer, user, at, seq, max(b.at) AS otherAt, max(b.seq) AS otherSeq
WITH rarer.productId = $x AS forward, CASE
  WHEN at < otherAt THEN 'after'
  WHEN at > otherAt THEN 'before'
  WHEN seq < otherSeq THEN 'after'
  WHEN seq > otherSeq THEN 'before'
  ELSE 'unknown'
END AS other
RETURN count(CASE WHEN other = CASE WHEN forward THEN 'after' ELSE 'before' END THEN 1 END) AS after,
       count(CASE WHEN other = CASE WHEN forward THEN 'before' ELSE 'after' END THEN 1 END) AS before,
       count(CASE WHEN other = 'unknown' THEN 1 END) AS unknown
