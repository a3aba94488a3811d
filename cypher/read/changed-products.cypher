// Which of these products are not in the graph, or say something else there?
// Parameters, one entry a product: productIds, categoryIds, titles, prices, brands (both with nulls), categoryPaths (lists),
// stocks, margins (both with nulls).
// Result: one row, changed: the positions in productIds, ascending. Example: [0, 3]
UNWIND range(0, size($productIds) - 1) AS i
OPTIONAL MATCH (product:Product {productId: $productIds[i]})
USING INDEX SEEK product:Product(productId)
OPTIONAL MATCH (category:Category {categoryId: $categoryIds[i]})
USING INDEX SEEK category:Category(categoryId)
WITH i, product, category
WHERE product IS NULL
   OR product.title IS NULL OR product.title <> $titles[i]
   OR coalesce(product.price, -1.0) <> coalesce($prices[i], -1.0)
   OR coalesce(product.brand, "") <> coalesce($brands[i], "")
   OR coalesce(product.stock, -1) <> coalesce($stocks[i], -1)
   OR coalesce(toString(product.margin), "") <> coalesce(toString($margins[i]), "")
   OR product.categoryIds IS NULL OR product.categoryIds <> $categoryPaths[i]
   OR NOT EXISTS { (product)-[:IN_CATEGORY]->(category) }
WITH i ORDER BY i
RETURN collect(i) AS changed
