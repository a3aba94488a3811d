// Exposure by price band
//
// Do the lists favour cheap or dear products, beside what customers buy?
//
// Columns
//   places  list items that are of these products
// Example
//   band            lowest  highest  products  places  purchases
//   1 lowest fifth    3.49    26.95       414    4991      38145
//   2                27.95    53.95       399    4095      31115
//   3                54.95    98.95       393    4074      28788
// Cost on amazon_beauty: 810,317 db hits, 1,540 ms

MATCH (live:Snapshot {live: true})
MATCH (product:Product)
WITH live, percentileDisc(product.price, 0.2) AS p20, percentileDisc(product.price, 0.4) AS p40,
     percentileDisc(product.price, 0.6) AS p60, percentileDisc(product.price, 0.8) AS p80
MATCH (product:Product)
WITH CASE WHEN product.price IS NULL THEN 'no price'
          WHEN product.price <= p20 THEN '1 lowest fifth'
          WHEN product.price <= p40 THEN '2'
          WHEN product.price <= p60 THEN '3'
          WHEN product.price <= p80 THEN '4'
          ELSE '5 highest fifth' END AS band,
     product.price AS price,
     COUNT { (product)<-[:ALSO_CONSIDER {snapshot: live.snapshotId}]-() } AS places,
     COUNT { (product)<-[:PURCHASED]-() } AS purchases
RETURN band, min(price) AS lowest, max(price) AS highest, count(*) AS products,
       sum(places) AS places, sum(purchases) AS purchases
ORDER BY band;
