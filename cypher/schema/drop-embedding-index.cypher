// Takes the vector index away: before embeddings of another dimension are written, or where it failed.
DROP INDEX product_embedding IF EXISTS
