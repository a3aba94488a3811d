// Incomplete products
//
// What do product records lack, and how many of them?
//
// Example
//   lacks     count  products  share
//   brand         0      2000      0
//   category      0      2000      0
//   price         0      2000      0
// Cost on amazon_beauty: 60,506 db hits, 199 ms

MATCH (product:Product)
WITH count(*) AS products,
     sum(CASE WHEN coalesce(product.title, '') = '' THEN 1 ELSE 0 END) AS title,
     sum(CASE WHEN product.price IS NULL THEN 1 ELSE 0 END) AS price,
     sum(CASE WHEN coalesce(product.brand, '') = '' THEN 1 ELSE 0 END) AS brand,
     sum(CASE WHEN EXISTS { (product)-[:IN_CATEGORY]->() } THEN 0 ELSE 1 END) AS category
UNWIND [['title', title], ['price', price], ['brand', brand], ['category', category]] AS lack
RETURN lack[0] AS lacks, lack[1] AS count, products,
       CASE products WHEN 0 THEN null ELSE round(1.0 * lack[1] / products, 3) END AS share
ORDER BY count DESC, lacks;
