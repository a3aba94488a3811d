// Of which dimension are the embeddings that the vector index holds?
// Result: one row, dimension; no row where there is no index. Example: 64
SHOW VECTOR INDEXES YIELD name, options
WHERE name = 'product_embedding'
RETURN options.indexConfig['vector.dimensions'] AS dimension
