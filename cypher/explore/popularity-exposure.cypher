// Popularity against exposure
//
// How much of the lists goes to the best sellers: purchases and places by tenths of the products, most bought first?
//
// Columns
//   tenth   1: the most bought
//   places  list items that are of these products
//   shown   products that stand on a list
// Example
//   tenth  products  purchases  places  shown
//       1       200      63378    5399    200
//       2       200      25890    3228    200
//       3       200      15923    2446    200
// Cost on amazon_beauty: 774,013 db hits, 1,520 ms

MATCH (live:Snapshot {live: true})
MATCH (product:Product)
WITH live, product, COUNT { (product)<-[:PURCHASED]-() } AS purchases
ORDER BY purchases DESC, product.productId
WITH live, collect({product: product, purchases: purchases}) AS ordered
UNWIND range(0, size(ordered) - 1) AS place
WITH live, 10 * place / size(ordered) + 1 AS tenth, ordered[place].product AS product, ordered[place].purchases AS purchases
WITH tenth, purchases, COUNT { (product)<-[:ALSO_CONSIDER {snapshot: live.snapshotId}]-() } AS places
RETURN tenth, count(*) AS products, sum(purchases) AS purchases, sum(places) AS places, sum(sign(places)) AS shown
ORDER BY tenth;
