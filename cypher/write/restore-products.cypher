// Adds products as a backup has them, also such as stand in no category or in several.
// Parameters, one entry a product: productIds, titles, prices, brands, categoryPaths, stocks, margins (all with nulls); and one
// entry a place: placedIds (products), placeIds (their categories).
UNWIND range(0, size($productIds) - 1) AS i
MERGE (product:Product {productId: $productIds[i]})
SET product.title = $titles[i],
    product.price = $prices[i],
    product.brand = $brands[i],
    product.categoryIds = $categoryPaths[i],
    product.stock = toInteger($stocks[i]),
    product.margin = $margins[i]
WITH count(*) AS products
UNWIND range(0, size($placedIds) - 1) AS place
MATCH (product:Product {productId: $placedIds[place]})
USING INDEX product:Product(productId)
MATCH (category:Category {categoryId: $placeIds[place]})
USING INDEX category:Category(categoryId)
MERGE (product)-[:IN_CATEGORY]->(category)
