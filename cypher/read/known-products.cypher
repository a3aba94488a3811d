// Which of these products are in the graph?
// Parameters: productIds, a list of strings.
// Result: one row, known: their ids in any order. Example: ["p1", "p7"]
UNWIND $productIds AS productId
MATCH (product:Product {productId: productId})
USING INDEX SEEK product:Product(productId)
RETURN collect(product.productId) AS known
