// Takes the vector index away, before embeddings of another dimension are written.
DROP INDEX product_embedding IF EXISTS
