// Adds products or brings them up to date; a product that moved to another category leaves the old one.
// Parameters, one entry a product: productIds, categoryIds, titles, prices, brands (both with nulls), categoryPaths (lists),
// stocks, margins (both with nulls).
UNWIND range(0, size($productIds) - 1) AS i
MATCH (category:Category {categoryId: $categoryIds[i]})
USING INDEX SEEK category:Category(categoryId)
MERGE (product:Product {productId: $productIds[i]})
SET product.title = $titles[i],
    product.price = $prices[i],
    product.brand = $brands[i],
    product.categoryIds = $categoryPaths[i],
    product.stock = toInteger($stocks[i]),
    product.margin = $margins[i]
WITH product, category
CALL (product, category) {
  MATCH (product)-[old:IN_CATEGORY]->(other)
  WHERE other <> category
  DELETE old
}
MERGE (product)-[:IN_CATEGORY]->(category)
