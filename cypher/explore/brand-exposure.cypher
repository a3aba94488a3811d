// Exposure by brand
//
// Which brands do the lists show more, or less, than customers buy them?
//
// Parameters
//   minProducts  integer  products of a brand, at least
//   limit        integer  most rows
// Columns
//   places  list items that are of the brand
//   ratio   share of places over share of purchases: above 1 the lists show the brand more than it is bought
// Example
//   brand         products  places  purchases  shareOfPlaces  shareOfPurchases  ratio
//   Morning Mill        21     245       3111         0.0123            0.0224   0.55
//   Cairnwood           63     708       5955         0.0354            0.0428   0.83
//   Pistara             25     251        760         0.0126            0.0055    2.3
// Cost on amazon_beauty: 784,016 db hits, 1,635 ms
:param minProducts => 3;
:param limit => 20;

MATCH (live:Snapshot {live: true})
MATCH (product:Product)
WITH CASE coalesce(product.brand, '') WHEN '' THEN 'no brand' ELSE product.brand END AS brand,
     COUNT { (product)<-[:ALSO_CONSIDER {snapshot: live.snapshotId}]-() } AS places,
     COUNT { (product)<-[:PURCHASED]-() } AS purchases
WITH brand, count(*) AS products, sum(places) AS places, sum(purchases) AS purchases
WITH collect({brand: brand, products: products, places: places, purchases: purchases}) AS brands,
     sum(places) AS allPlaces, sum(purchases) AS allPurchases
UNWIND brands AS each
WITH each, 1.0 * each.places / CASE allPlaces WHEN 0 THEN 1 ELSE allPlaces END AS shareOfPlaces,
     1.0 * each.purchases / CASE allPurchases WHEN 0 THEN 1 ELSE allPurchases END AS shareOfPurchases
WHERE each.products >= $minProducts
RETURN each.brand AS brand, each.products AS products, each.places AS places, each.purchases AS purchases,
       round(shareOfPlaces, 4) AS shareOfPlaces, round(shareOfPurchases, 4) AS shareOfPurchases,
       CASE WHEN shareOfPurchases > 0 THEN round(shareOfPlaces / shareOfPurchases, 2) END AS ratio
ORDER BY abs(shareOfPlaces - shareOfPurchases) DESC, brand
LIMIT $limit;
