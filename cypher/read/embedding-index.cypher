// The vector index of embeddings: of which dimension they are, and whether it failed, which it does not mend by itself.
// Result: one row: dimension, failed; no row where there is no index. Example: 64, false
SHOW VECTOR INDEXES YIELD name, state, options
WHERE name = 'product_embedding'
RETURN options.indexConfig['vector.dimensions'] AS dimension, state = 'FAILED' AS failed
