// Sets products' embeddings, and of which snapshot they are: those of two snapshots cannot be compared.
// Parameters: snapshot (its id); one entry a product: productIds, embeddings (lists of numbers, all of one length).
UNWIND range(0, size($productIds) - 1) AS i
MATCH (product:Product {productId: $productIds[i]})
USING INDEX SEEK product:Product(productId)
SET product.embeddingSnapshot = $snapshot
WITH i, product
CALL db.create.setNodeVectorProperty(product, 'embedding', $embeddings[i])
RETURN count(*) AS written
