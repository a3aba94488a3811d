// Finds the products whose embeddings are nearest to a vector, by cosine.
// Parameters: dimension, of all embeddings.
CREATE VECTOR INDEX product_embedding IF NOT EXISTS FOR (product:Product) ON (product.embedding)
OPTIONS {indexConfig: {`vector.dimensions`: toInteger($dimension), `vector.similarity_function`: 'cosine'}}
