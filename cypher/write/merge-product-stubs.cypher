// Makes sure that products with these ids are there; a new one knows nothing but its id.
// Parameters: productIds, a list of strings.
UNWIND $productIds AS productId
MERGE (:Product {productId: productId})
