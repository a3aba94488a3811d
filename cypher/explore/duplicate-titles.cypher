// Products listed twice
//
// Which products of one category have the same title and brand, so that their evidence is split?
//
// Parameters
//   limit  integer  most rows
// Example
//   title  brand  category  count  productIds
//   (nothing)
// Nothing
//   No two products of a category share title and brand; products without a title are left out.
// Cost on amazon_beauty: 25,580 db hits, 87 ms
:param limit => 20;

MATCH (product:Product)-[:IN_CATEGORY]->(category:Category)
WHERE product.title <> ''
WITH category, toLower(trim(product.title)) AS title, coalesce(product.brand, '') AS brand, product
ORDER BY product.productId
WITH category, title, brand, collect(product.productId) AS productIds
WHERE size(productIds) > 1
RETURN title, brand, category.name AS category, size(productIds) AS count, productIds[..10] AS productIds
ORDER BY count DESC, title, brand, category
LIMIT $limit;
